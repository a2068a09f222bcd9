package ai.apixo.tool;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.messages.content.Content;
import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.content.TextBlock;

/**
 * Turns what functions return into content (TOOL-19).
 */
final class ToolResults {

	private final JsonMapper mapper;

	private final long maxSize;

	ToolResults(JsonMapper mapper, long maxSize) {
		this.mapper = mapper;
		this.maxSize = maxSize;
	}

	/**
	 * Return the content of a value.
	 * @param value what was returned
	 * @return the content, {@code null} if there is none
	 */
	@Nullable Content content(@Nullable Object value) {
		if (value instanceof Optional<?> optional) {
			return content(optional.orElse(null));
		}
		if (value == null) {
			return null;
		}
		if (value instanceof String text) {
			return text.isEmpty() ? null : Content.of(text);
		}
		if (value instanceof Content content) {
			return withoutEmptyTexts(content);
		}
		if (value instanceof ContentBlock block) {
			return withoutEmptyTexts(Content.of(block));
		}
		if (value instanceof List<?> list && !list.isEmpty()
				&& list.stream().allMatch(ContentBlock.class::isInstance)) {
			return withoutEmptyTexts(Content.of(list.stream().map(ContentBlock.class::cast).toList()));
		}
		return Content.of(json(value));
	}

	/**
	 * Return what can be sent: the Messages API refuses a request with an empty text.
	 */
	private static @Nullable Content withoutEmptyTexts(Content content) {
		List<ContentBlock> blocks = content.blocks()
			.stream()
			.filter((block) -> !(block instanceof TextBlock text && text.text().isEmpty()))
			.toList();
		if (blocks.size() == content.blocks().size()) {
			return content;
		}
		return blocks.isEmpty() ? null : Content.of(blocks);
	}

	String json(Object value) {
		return this.mapper.writeValueAsString(value);
	}

	/**
	 * Return what the model is told of a result that is too large.
	 * @param content the result
	 * @return the text, {@code null} if it is not
	 */
	@Nullable String excess(@Nullable Content content) {
		long size = 0;
		for (ContentBlock block : (content != null) ? content.blocks() : List.<ContentBlock>of()) {
			size += (block instanceof TextBlock text) ? size(text.text()) : 0;
		}
		return excess(size, "has ");
	}

	/**
	 * Return what the model is told of a result that is too large already.
	 * @param size how large it is so far
	 * @return the text, {@code null} if it is not
	 */
	@Nullable String excess(long size) {
		return excess(size, "has at least ");
	}

	private @Nullable String excess(long size, String has) {
		return (size > this.maxSize) ? "The result " + has + size + " bytes, but at most " + this.maxSize
				+ " are allowed. Call the tool again in a way that returns less." : null;
	}

	static long size(String text) {
		return text.getBytes(StandardCharsets.UTF_8).length;
	}

}

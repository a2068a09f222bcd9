package ai.apixo.messages.content;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * A result of the application's own search that the response may cite,
 * <code>{"type": "search_result", "source": ..., "title": ..., "content": [...]}</code>.
 * Used in requests only.
 * <p>
 * Constructed by {@link #of}.
 *
 * @param source {@code source}, where it comes from, such as a URL
 * @param title {@code title}
 * @param content {@code content}, text blocks
 * @param citations {@code citations}
 * @param cacheControl {@code cache_control}, in requests only
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record SearchResultBlock(String source, String title, List<ContentBlock> content,
		@Nullable CitationsConfig citations, @Nullable CacheControl cacheControl,
		Map<String, JsonNode> additionalProperties) implements ContentBlock {

	/**
	 * Create a search result block with additional properties.
	 * @param source {@code source}, where it comes from, such as a URL
	 * @param title {@code title}
	 * @param content {@code content}, text blocks
	 * @param citations {@code citations}
	 * @param cacheControl {@code cache_control}, in requests only
	 * @param additionalProperties fields that this version does not know
	 */
	public SearchResultBlock {
		Objects.requireNonNull(source, "'source' must not be null");
		Objects.requireNonNull(title, "'title' must not be null");
		content = List.copyOf(content);
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create a search result block without additional properties.
	 * @param source {@code source}, where it comes from, such as a URL
	 * @param title {@code title}
	 * @param content {@code content}, text blocks
	 * @param citations {@code citations}
	 * @param cacheControl {@code cache_control}, in requests only
	 */
	public SearchResultBlock(String source, String title, List<ContentBlock> content,
			@Nullable CitationsConfig citations, @Nullable CacheControl cacheControl) {
		this(source, title, content, citations, cacheControl, Map.of());
	}

	/**
	 * Return a search result that the response may cite.
	 * @param source where it comes from, such as a URL
	 * @param title the title
	 * @param text the text
	 * @return the block
	 */
	public static SearchResultBlock of(String source, String title, String text) {
		return new SearchResultBlock(source, title, List.of(new TextBlock(text)), new CitationsConfig(true), null);
	}

	/**
	 * Return this block with a prompt cache breakpoint.
	 * @param cacheControl the breakpoint
	 * @return the new block
	 */
	public SearchResultBlock withCacheControl(CacheControl cacheControl) {
		return new SearchResultBlock(this.source, this.title, this.content, this.citations, cacheControl,
				this.additionalProperties);
	}

	@Override
	public String toString() {
		return "SearchResultBlock[content=" + this.content + "]";
	}

}

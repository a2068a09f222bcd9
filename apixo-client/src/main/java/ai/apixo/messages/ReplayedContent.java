package ai.apixo.messages;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import ai.apixo.messages.content.Content;
import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.content.ServerToolUseBlock;
import ai.apixo.messages.content.TextBlock;
import ai.apixo.messages.content.ThinkingBlock;
import ai.apixo.messages.content.ToolUseBlock;
import ai.apixo.messages.content.UnknownBlock;
import ai.apixo.messages.raw.AdditionalProperties;
import ai.apixo.messages.raw.ExactJson;

/**
 * The content of a response as the Messages API takes it back. Left out is only what it
 * refuses: blank text, thinking without signature, and calls without id or name.
 */
final class ReplayedContent {

	/** The API refuses a turn without content, and a block without text. */
	private static final String NO_CONTENT = "(no content)";

	private static final String INPUT = "input";

	/** Known types whose blocks stay JSON only if they lack what the API demands. */
	private static final Set<String> REFUSED_TYPES = Set.of("", "text", "thinking", "redacted_thinking", "tool_use",
			"server_tool_use");

	private ReplayedContent() {
	}

	static Content of(List<ContentBlock> content) {
		List<ContentBlock> replayed = new ArrayList<>();
		for (ContentBlock block : content) {
			ContentBlock accepted = accepted(block);
			if (accepted != null) {
				replayed.add(accepted);
			}
		}
		return notEmpty(replayed);
	}

	static Content notEmpty(List<ContentBlock> content) {
		return content.isEmpty() ? Content.of(new TextBlock(NO_CONTENT)) : Content.of(content);
	}

	private static @Nullable ContentBlock accepted(ContentBlock block) {
		if (block instanceof TextBlock text) {
			return text.text().isBlank() ? null : text;
		}
		if (block instanceof ThinkingBlock thinking) {
			String signature = thinking.signature();
			return (signature == null || signature.isEmpty()) ? null : thinking;
		}
		if (block instanceof ToolUseBlock call) {
			return (call.id().isEmpty() || call.name().isEmpty()) ? null : withObject(call);
		}
		if (block instanceof ServerToolUseBlock call) {
			return (call.id().isEmpty() || call.name().isEmpty()) ? null : withObject(call);
		}
		return (block instanceof UnknownBlock unknown) ? accepted(unknown) : block;
	}

	private static ToolUseBlock withObject(ToolUseBlock call) {
		JsonNode input = call.input();
		JsonNode object = ExactJson.objectOf(input);
		return call.toBuilder()
			.input(orEmpty(object))
			.unparsedInput((object != null) ? call.unparsedInput() : unparsed(call.unparsedInput(), input))
			.additionalProperties(AdditionalProperties.without(call.additionalProperties(), INPUT))
			.build();
	}

	private static ServerToolUseBlock withObject(ServerToolUseBlock call) {
		JsonNode input = call.input();
		JsonNode object = ExactJson.objectOf(input);
		return call.toBuilder()
			.input(orEmpty(object))
			.unparsedInput((object != null) ? call.unparsedInput() : unparsed(call.unparsedInput(), input))
			.additionalProperties(AdditionalProperties.without(call.additionalProperties(), INPUT))
			.build();
	}

	private static @Nullable UnknownBlock accepted(UnknownBlock block) {
		if (REFUSED_TYPES.contains(block.type())) {
			return null;
		}
		if (!block.type().endsWith("tool_use") || !(block.raw() instanceof ObjectNode raw) || !raw.has(INPUT)) {
			return block;
		}
		JsonNode input = raw.path(INPUT);
		JsonNode object = ExactJson.objectOf(input);
		raw.set(INPUT, orEmpty(object));
		return new UnknownBlock(block.type(), raw,
				(object != null) ? block.unparsedInput() : unparsed(block.unparsedInput(), input));
	}

	private static JsonNode orEmpty(@Nullable JsonNode object) {
		return (object != null) ? object : JsonNodeFactory.instance.objectNode();
	}

	private static String unparsed(@Nullable String text, JsonNode input) {
		return Objects.requireNonNullElseGet(text, () -> input.isString() ? input.stringValue() : input.toString());
	}

}

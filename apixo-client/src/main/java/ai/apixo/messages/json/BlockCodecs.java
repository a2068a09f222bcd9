package ai.apixo.messages.json;

import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import ai.apixo.messages.content.BrowserStateBlock;
import ai.apixo.messages.content.ContainerUploadBlock;
import ai.apixo.messages.content.Content;
import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.content.DocumentBlock;
import ai.apixo.messages.content.ImageBlock;
import ai.apixo.messages.content.RedactedThinkingBlock;
import ai.apixo.messages.content.SearchResultBlock;
import ai.apixo.messages.content.ServerToolResultBlock;
import ai.apixo.messages.content.ServerToolUseBlock;
import ai.apixo.messages.content.TextBlock;
import ai.apixo.messages.content.ThinkingBlock;
import ai.apixo.messages.content.ToolReferenceBlock;
import ai.apixo.messages.content.ToolResultBlock;
import ai.apixo.messages.content.ToolUseBlock;
import ai.apixo.messages.content.UnknownBlock;
import ai.apixo.messages.raw.ExactJson;

/**
 * The blocks of content.
 */
final class BlockCodecs {

	/** Content that is either a string or a list of blocks. */
	static final Codec<Content> CONTENT = Codec.of((node) -> node.isString() || node.isArray(),
			BlockCodecs::readContent, BlockCodecs::writeContent);

	/** The arguments of a tool call: an object, or what stands for none. */
	private static final Codec<JsonNode> INPUT = Codec.of((node) -> true,
			(node) -> Objects.requireNonNullElse(ExactJson.objectOf(node), node),
			(input, generator) -> generator.writeTree(input));

	private static final Codec<ServerToolResultBlock> SERVER_TOOL_RESULT = new RecordCodec<>(
			ServerToolResultBlock::additionalProperties,
			(in) -> new ServerToolResultBlock(in.string("type"), in.string("tool_use_id"),
					in.required("content", ServerToolResultCodecs.RESULT),
					in.optional("caller", BlockPartCodecs.CALLER),
					in.optional("cache_control", BlockPartCodecs.CACHE_CONTROL), in.rest()),
			(block, out) -> out.string("type", block.type())
				.string("tool_use_id", block.toolUseId())
				.optional("content", block.content(), ServerToolResultCodecs.RESULT)
				.optional("caller", block.caller(), BlockPartCodecs.CALLER)
				.optional("cache_control", block.cacheControl(), BlockPartCodecs.CACHE_CONTROL));

	static final UnionCodec<ContentBlock> BLOCK = new UnionCodec<ContentBlock>(UnknownBlock.class, UnknownBlock::new,
			UnknownBlock::raw)
		.untyped("text", "text")
		.untyped("thinking", "thinking")
		.member("text", TextBlock.class, TextBlock::additionalProperties,
				(in) -> new TextBlock(in.lenient("text", ScalarCodecs.STRING, ""),
						in.optionalList("citations", CitationCodecs.CITATION),
						in.optional("cache_control", BlockPartCodecs.CACHE_CONTROL), in.rest()),
				(block, out) -> out.lenient("text", block.text(), ScalarCodecs.STRING, "")
					.optionalList("citations", block.citations(), CitationCodecs.CITATION)
					.optional("cache_control", block.cacheControl(), BlockPartCodecs.CACHE_CONTROL))
		.member("image", ImageBlock.class, ImageBlock::additionalProperties,
				(in) -> new ImageBlock(in.required("source", SourceCodecs.SOURCE),
						in.optional("transformations", BlockPartCodecs.IMAGE_TRANSFORMATIONS),
						in.optional("cache_control", BlockPartCodecs.CACHE_CONTROL), in.rest()),
				(block, out) -> out.optional("source", block.source(), SourceCodecs.SOURCE)
					.optional("transformations", block.transformations(), BlockPartCodecs.IMAGE_TRANSFORMATIONS)
					.optional("cache_control", block.cacheControl(), BlockPartCodecs.CACHE_CONTROL))
		.member("document", DocumentBlock.class, DocumentBlock::additionalProperties,
				(in) -> new DocumentBlock(in.required("source", SourceCodecs.SOURCE), in.optionalString("title"),
						in.optionalString("context"), in.optional("citations", BlockPartCodecs.CITATIONS_CONFIG),
						in.optional("cache_control", BlockPartCodecs.CACHE_CONTROL), in.rest()),
				(block, out) -> out.optional("source", block.source(), SourceCodecs.SOURCE)
					.string("title", block.title())
					.string("context", block.context())
					.optional("citations", block.citations(), BlockPartCodecs.CITATIONS_CONFIG)
					.optional("cache_control", block.cacheControl(), BlockPartCodecs.CACHE_CONTROL))
		.member("search_result", SearchResultBlock.class, SearchResultBlock::additionalProperties,
				(in) -> new SearchResultBlock(in.string("source"), in.string("title"), in.list("content", blocks()),
						in.optional("citations", BlockPartCodecs.CITATIONS_CONFIG),
						in.optional("cache_control", BlockPartCodecs.CACHE_CONTROL), in.rest()),
				(block, out) -> out.string("source", block.source())
					.string("title", block.title())
					.list("content", block.content(), blocks())
					.optional("citations", block.citations(), BlockPartCodecs.CITATIONS_CONFIG)
					.optional("cache_control", block.cacheControl(), BlockPartCodecs.CACHE_CONTROL))
		.member("thinking", ThinkingBlock.class, ThinkingBlock::additionalProperties,
				(in) -> new ThinkingBlock(in.lenient("thinking", ScalarCodecs.STRING, ""),
						in.optionalString("signature"), in.rest()),
				(block, out) -> out.lenient("thinking", block.thinking(), ScalarCodecs.STRING, "")
					.string("signature", block.signature()))
		.member("redacted_thinking", RedactedThinkingBlock.class, RedactedThinkingBlock::additionalProperties,
				(in) -> new RedactedThinkingBlock(in.string("data"), in.rest()),
				(block, out) -> out.string("data", block.data()))
		.member("tool_use", ToolUseBlock.class, ToolUseBlock::additionalProperties,
				(in) -> toolUse(in, in.lenient("input", INPUT, noInput()))
					.caller(in.optional("caller", BlockPartCodecs.CALLER))
					.toolsetName(in.optionalString("toolset_name"))
					.cacheControl(in.optional("cache_control", BlockPartCodecs.CACHE_CONTROL))
					.additionalProperties(in.rest())
					.build(),
				(block, out) -> out.string("id", block.id())
					.string("name", block.name())
					.lenient("input", block.input(), INPUT, noInput())
					.optional("caller", block.caller(), BlockPartCodecs.CALLER)
					.string("toolset_name", block.toolsetName())
					.optional("cache_control", block.cacheControl(), BlockPartCodecs.CACHE_CONTROL))
		.member("tool_result", ToolResultBlock.class, ToolResultBlock::additionalProperties,
				(in) -> new ToolResultBlock(in.string("tool_use_id"), in.optional("content", CONTENT),
						in.isTrue("is_error"), in.optionalString("toolset_name"),
						in.optional("cache_control", BlockPartCodecs.CACHE_CONTROL), in.rest()),
				(block, out) -> out.string("tool_use_id", block.toolUseId())
					.optional("content", block.content(), CONTENT)
					.ifTrue("is_error", block.isError())
					.string("toolset_name", block.toolsetName())
					.optional("cache_control", block.cacheControl(), BlockPartCodecs.CACHE_CONTROL))
		.member("server_tool_use", ServerToolUseBlock.class, ServerToolUseBlock::additionalProperties,
				(in) -> serverToolUse(in, in.lenient("input", INPUT, noInput()))
					.caller(in.optional("caller", BlockPartCodecs.CALLER))
					.cacheControl(in.optional("cache_control", BlockPartCodecs.CACHE_CONTROL))
					.additionalProperties(in.rest())
					.build(),
				(block, out) -> out.string("id", block.id())
					.string("name", block.name())
					.lenient("input", block.input(), INPUT, noInput())
					.optional("caller", block.caller(), BlockPartCodecs.CALLER)
					.optional("cache_control", block.cacheControl(), BlockPartCodecs.CACHE_CONTROL))
		.member(Set.of("web_search_tool_result", "web_fetch_tool_result", "code_execution_tool_result",
				"bash_code_execution_tool_result", "text_editor_code_execution_tool_result", "tool_search_tool_result"),
				ServerToolResultBlock.class, SERVER_TOOL_RESULT)
		.member("container_upload", ContainerUploadBlock.class, ContainerUploadBlock::additionalProperties,
				(in) -> new ContainerUploadBlock(in.string("file_id"),
						in.optional("cache_control", BlockPartCodecs.CACHE_CONTROL), in.rest()),
				(block, out) -> out.string("file_id", block.fileId())
					.optional("cache_control", block.cacheControl(), BlockPartCodecs.CACHE_CONTROL))
		.member("tool_reference", ToolReferenceBlock.class, ToolReferenceBlock::additionalProperties,
				(in) -> new ToolReferenceBlock(in.string("tool_name"),
						in.optional("cache_control", BlockPartCodecs.CACHE_CONTROL), in.rest()),
				(block, out) -> out.string("tool_name", block.toolName())
					.optional("cache_control", block.cacheControl(), BlockPartCodecs.CACHE_CONTROL))
		.member("browser_state", BrowserStateBlock.class, BrowserStateBlock::additionalProperties,
				(in) -> new BrowserStateBlock(in.list("tabs", BlockPartCodecs.BROWSER_TAB),
						in.optionalList("state_changes", BlockPartCodecs.BROWSER_STATE_CHANGE),
						in.optional("cache_control", BlockPartCodecs.CACHE_CONTROL), in.rest()),
				(block, out) -> out.list("tabs", block.tabs(), BlockPartCodecs.BROWSER_TAB)
					.optionalList("state_changes", block.stateChanges(), BlockPartCodecs.BROWSER_STATE_CHANGE)
					.optional("cache_control", block.cacheControl(), BlockPartCodecs.CACHE_CONTROL));

	private BlockCodecs() {
	}

	// Blocks may hold blocks, so the family refers to itself.
	private static Codec<ContentBlock> blocks() {
		return BLOCK;
	}

	private static JsonNode noInput() {
		return JsonNodeFactory.instance.objectNode();
	}

	private static ToolUseBlock.Builder toolUse(JsonFields in, JsonNode input) {
		return ToolUseBlock.builder(in.string("id"), in.string("name"), input).unparsedInput(unparsed(input));
	}

	private static ServerToolUseBlock.Builder serverToolUse(JsonFields in, JsonNode input) {
		return ServerToolUseBlock.builder(in.string("id"), in.string("name"), input).unparsedInput(unparsed(input));
	}

	private static @Nullable String unparsed(JsonNode input) {
		return input.isObject() ? null : input.isString() ? input.stringValue() : input.toString();
	}

	private static @Nullable Content readContent(JsonNode node) {
		if (node.isString()) {
			return Content.of(node.stringValue());
		}
		List<ContentBlock> blocks = JsonFields.readList(node, BLOCK);
		return (blocks != null) ? Content.of(blocks) : null;
	}

	private static void writeContent(Content content, JsonGenerator generator) {
		if (content.string() != null) {
			generator.writeString(content.string());
		}
		else {
			JsonOutput.writeList(content.blocks(), BLOCK, generator);
		}
	}

}

package ai.apixo.messages.json;

import java.util.List;
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

/**
 * The blocks of content.
 */
final class BlockWires {

	/** Content that is either a string or a list of blocks. */
	static final Wire<Content> CONTENT = Wire.of((node) -> node.isString() || node.isArray(), BlockWires::readContent,
			BlockWires::writeContent);

	private static final Wire<ServerToolResultBlock> SERVER_TOOL_RESULT = new ObjectWire<>(
			ServerToolResultBlock::additionalProperties,
			(in) -> new ServerToolResultBlock(in.string("type"), in.string("tool_use_id"),
					in.required("content", ServerToolResultWires.RESULT), in.optional("caller", ContentWires.CALLER),
					in.optional("cache_control", ContentWires.CACHE_CONTROL), in.rest()),
			(block, out) -> out.string("type", block.type())
				.string("tool_use_id", block.toolUseId())
				.optional("content", block.content(), ServerToolResultWires.RESULT)
				.optional("caller", block.caller(), ContentWires.CALLER)
				.optional("cache_control", block.cacheControl(), ContentWires.CACHE_CONTROL));

	static final Family<ContentBlock> BLOCK = new Family<ContentBlock>(UnknownBlock.class, UnknownBlock::new,
			UnknownBlock::raw)
		.member("text", TextBlock.class, TextBlock::additionalProperties,
				(in) -> new TextBlock(in.lenient("text", Scalars.STRING, ""),
						in.optionalList("citations", CitationWires.CITATION),
						in.optional("cache_control", ContentWires.CACHE_CONTROL), in.rest()),
				(block, out) -> out.lenient("text", block.text(), Scalars.STRING, "")
					.optionalList("citations", block.citations(), CitationWires.CITATION)
					.optional("cache_control", block.cacheControl(), ContentWires.CACHE_CONTROL))
		.member("image", ImageBlock.class, ImageBlock::additionalProperties,
				(in) -> new ImageBlock(in.required("source", SourceWires.SOURCE),
						in.optional("transformations", ContentWires.IMAGE_TRANSFORMATIONS),
						in.optional("cache_control", ContentWires.CACHE_CONTROL), in.rest()),
				(block, out) -> out.optional("source", block.source(), SourceWires.SOURCE)
					.optional("transformations", block.transformations(), ContentWires.IMAGE_TRANSFORMATIONS)
					.optional("cache_control", block.cacheControl(), ContentWires.CACHE_CONTROL))
		.member("document", DocumentBlock.class, DocumentBlock::additionalProperties,
				(in) -> new DocumentBlock(in.required("source", SourceWires.SOURCE), in.optionalString("title"),
						in.optionalString("context"), in.optional("citations", ContentWires.CITATIONS_CONFIG),
						in.optional("cache_control", ContentWires.CACHE_CONTROL), in.rest()),
				(block, out) -> out.optional("source", block.source(), SourceWires.SOURCE)
					.string("title", block.title())
					.string("context", block.context())
					.optional("citations", block.citations(), ContentWires.CITATIONS_CONFIG)
					.optional("cache_control", block.cacheControl(), ContentWires.CACHE_CONTROL))
		.member("search_result", SearchResultBlock.class, SearchResultBlock::additionalProperties,
				(in) -> new SearchResultBlock(in.string("source"), in.string("title"), in.list("content", blocks()),
						in.optional("citations", ContentWires.CITATIONS_CONFIG),
						in.optional("cache_control", ContentWires.CACHE_CONTROL), in.rest()),
				(block, out) -> out.string("source", block.source())
					.string("title", block.title())
					.list("content", block.content(), blocks())
					.optional("citations", block.citations(), ContentWires.CITATIONS_CONFIG)
					.optional("cache_control", block.cacheControl(), ContentWires.CACHE_CONTROL))
		.member("thinking", ThinkingBlock.class, ThinkingBlock::additionalProperties,
				(in) -> new ThinkingBlock(in.lenient("thinking", Scalars.STRING, ""), in.optionalString("signature"),
						in.rest()),
				(block, out) -> out.lenient("thinking", block.thinking(), Scalars.STRING, "")
					.string("signature", block.signature()))
		.member("redacted_thinking", RedactedThinkingBlock.class, RedactedThinkingBlock::additionalProperties,
				(in) -> new RedactedThinkingBlock(in.string("data"), in.rest()),
				(block, out) -> out.string("data", block.data()))
		.member("tool_use", ToolUseBlock.class, ToolUseBlock::additionalProperties,
				(in) -> new ToolUseBlock(in.string("id"), in.string("name"), input(in),
						in.optional("caller", ContentWires.CALLER), in.optionalString("toolset_name"),
						in.optional("cache_control", ContentWires.CACHE_CONTROL), null, in.rest()),
				(block, out) -> out.string("id", block.id())
					.string("name", block.name())
					.optional("input", block.input(), Scalars.JSON)
					.optional("caller", block.caller(), ContentWires.CALLER)
					.string("toolset_name", block.toolsetName())
					.optional("cache_control", block.cacheControl(), ContentWires.CACHE_CONTROL))
		.member("tool_result", ToolResultBlock.class, ToolResultBlock::additionalProperties,
				(in) -> new ToolResultBlock(in.string("tool_use_id"), in.optional("content", CONTENT),
						in.optionalBoolean("is_error"), in.optionalString("toolset_name"),
						in.optional("cache_control", ContentWires.CACHE_CONTROL), in.rest()),
				(block, out) -> out.string("tool_use_id", block.toolUseId())
					.optional("content", block.content(), CONTENT)
					.bool("is_error", block.isError())
					.string("toolset_name", block.toolsetName())
					.optional("cache_control", block.cacheControl(), ContentWires.CACHE_CONTROL))
		.member("server_tool_use", ServerToolUseBlock.class, ServerToolUseBlock::additionalProperties,
				(in) -> new ServerToolUseBlock(in.string("id"), in.string("name"), input(in),
						in.optional("caller", ContentWires.CALLER),
						in.optional("cache_control", ContentWires.CACHE_CONTROL), null, in.rest()),
				(block, out) -> out.string("id", block.id())
					.string("name", block.name())
					.optional("input", block.input(), Scalars.JSON)
					.optional("caller", block.caller(), ContentWires.CALLER)
					.optional("cache_control", block.cacheControl(), ContentWires.CACHE_CONTROL))
		.member(Set.of("web_search_tool_result", "web_fetch_tool_result", "code_execution_tool_result",
				"bash_code_execution_tool_result", "text_editor_code_execution_tool_result", "tool_search_tool_result"),
				ServerToolResultBlock.class, SERVER_TOOL_RESULT)
		.member("container_upload", ContainerUploadBlock.class, ContainerUploadBlock::additionalProperties,
				(in) -> new ContainerUploadBlock(in.string("file_id"),
						in.optional("cache_control", ContentWires.CACHE_CONTROL), in.rest()),
				(block, out) -> out.string("file_id", block.fileId())
					.optional("cache_control", block.cacheControl(), ContentWires.CACHE_CONTROL))
		.member("tool_reference", ToolReferenceBlock.class, ToolReferenceBlock::additionalProperties,
				(in) -> new ToolReferenceBlock(in.string("tool_name"),
						in.optional("cache_control", ContentWires.CACHE_CONTROL), in.rest()),
				(block, out) -> out.string("tool_name", block.toolName())
					.optional("cache_control", block.cacheControl(), ContentWires.CACHE_CONTROL))
		.member("browser_state", BrowserStateBlock.class, BrowserStateBlock::additionalProperties,
				(in) -> new BrowserStateBlock(in.list("tabs", ContentWires.BROWSER_TAB),
						in.optionalList("state_changes", ContentWires.BROWSER_STATE_CHANGE),
						in.optional("cache_control", ContentWires.CACHE_CONTROL), in.rest()),
				(block, out) -> out.list("tabs", block.tabs(), ContentWires.BROWSER_TAB)
					.optionalList("state_changes", block.stateChanges(), ContentWires.BROWSER_STATE_CHANGE)
					.optional("cache_control", block.cacheControl(), ContentWires.CACHE_CONTROL));

	private BlockWires() {
	}

	// Blocks may hold blocks, so the family refers to itself.
	private static Wire<ContentBlock> blocks() {
		return BLOCK;
	}

	private static JsonNode input(JsonFields in) {
		JsonNode input = in.optional("input", Scalars.JSON);
		return (input != null) ? input : JsonNodeFactory.instance.objectNode();
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

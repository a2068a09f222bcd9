package ai.apixo.messages.json;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.content.CodeExecutionOutput;
import ai.apixo.messages.content.CodeExecutionResult;
import ai.apixo.messages.content.EncryptedCodeExecutionResult;
import ai.apixo.messages.content.ServerToolError;
import ai.apixo.messages.content.ServerToolResult;
import ai.apixo.messages.content.TextEditorCreateResult;
import ai.apixo.messages.content.TextEditorStrReplaceResult;
import ai.apixo.messages.content.TextEditorViewResult;
import ai.apixo.messages.content.ToolSearchResult;
import ai.apixo.messages.content.UnknownServerToolResult;
import ai.apixo.messages.content.WebFetchResult;
import ai.apixo.messages.content.WebSearchResult;
import ai.apixo.messages.content.WebSearchResults;

/**
 * What the tools of the gateway return: objects distinguished by their type, except for
 * the hits of a web search, which are an array.
 */
final class ServerToolResultCodecs {

	static final Codec<ServerToolResult> RESULT = Codec.of((node) -> true, ServerToolResultCodecs::read,
			ServerToolResultCodecs::write);

	static final Codec<CodeExecutionOutput> CODE_EXECUTION_OUTPUT = new RecordCodec<>(
			CodeExecutionOutput::additionalProperties,
			(in) -> new CodeExecutionOutput(in.string("type"), in.string("file_id"), in.rest()),
			(output, out) -> out.string("type", output.type()).string("file_id", output.fileId()));

	private static final Codec<CodeExecutionResult> CODE_EXECUTION_RESULT = new RecordCodec<>(
			CodeExecutionResult::additionalProperties,
			(in) -> new CodeExecutionResult(in.string("type"), in.string("stdout"), in.string("stderr"),
					in.integer("return_code"), in.list("content", CODE_EXECUTION_OUTPUT), in.rest()),
			(result, out) -> out.string("type", result.type())
				.string("stdout", result.stdout())
				.string("stderr", result.stderr())
				.number("return_code", result.returnCode())
				.list("content", result.content(), CODE_EXECUTION_OUTPUT));

	private static final Codec<ServerToolError> ERROR = new RecordCodec<>(ServerToolError::additionalProperties,
			(in) -> new ServerToolError(in.string("type"), in.string("error_code"), in.optionalString("error_message"),
					in.rest()),
			(error, out) -> out.string("type", error.type())
				.string("error_code", error.errorCode())
				.string("error_message", error.errorMessage()));

	static final Codec<WebSearchResult> WEB_SEARCH_RESULT = new RecordCodec<>(WebSearchResult::additionalProperties,
			(in) -> {
				in.constant("type", "web_search_result");
				return new WebSearchResult(in.string("title"), in.string("url"), in.string("encrypted_content"),
						in.optionalString("page_age"), in.rest());
			},
			(result, out) -> out.constant("type", "web_search_result")
				.string("title", result.title())
				.string("url", result.url())
				.string("encrypted_content", result.encryptedContent())
				.string("page_age", result.pageAge()));

	static final UnionCodec<ServerToolResult> OBJECT = new UnionCodec<ServerToolResult>(UnknownServerToolResult.class,
			UnknownServerToolResult::new, UnknownServerToolResult::raw)
		.member("web_fetch_result", WebFetchResult.class, WebFetchResult::additionalProperties,
				(in) -> new WebFetchResult(in.string("url"), in.optionalString("retrieved_at"),
						in.required("content", BlockCodecs.BLOCK), in.rest()),
				(result, out) -> out.string("url", result.url())
					.string("retrieved_at", result.retrievedAt())
					.optional("content", result.content(), BlockCodecs.BLOCK))
		.member(Set.of("code_execution_result", "bash_code_execution_result"), CodeExecutionResult.class,
				CODE_EXECUTION_RESULT)
		.member("encrypted_code_execution_result", EncryptedCodeExecutionResult.class,
				EncryptedCodeExecutionResult::additionalProperties,
				(in) -> new EncryptedCodeExecutionResult(in.string("encrypted_stdout"), in.string("stderr"),
						in.integer("return_code"), in.list("content", CODE_EXECUTION_OUTPUT), in.rest()),
				(result, out) -> out.string("encrypted_stdout", result.encryptedStdout())
					.string("stderr", result.stderr())
					.number("return_code", result.returnCode())
					.list("content", result.content(), CODE_EXECUTION_OUTPUT))
		.member("text_editor_code_execution_view_result", TextEditorViewResult.class,
				TextEditorViewResult::additionalProperties,
				(in) -> new TextEditorViewResult(in.string("content"), in.string("file_type"),
						in.optionalInteger("num_lines"), in.optionalInteger("start_line"),
						in.optionalInteger("total_lines"), in.rest()),
				(result, out) -> out.string("content", result.content())
					.string("file_type", result.fileType())
					.number("num_lines", result.numLines())
					.number("start_line", result.startLine())
					.number("total_lines", result.totalLines()))
		.member("text_editor_code_execution_create_result", TextEditorCreateResult.class,
				TextEditorCreateResult::additionalProperties,
				(in) -> new TextEditorCreateResult(in.required("is_file_update", ScalarCodecs.BOOLEAN), in.rest()),
				(result, out) -> out.bool("is_file_update", result.isFileUpdate()))
		.member("text_editor_code_execution_str_replace_result", TextEditorStrReplaceResult.class,
				TextEditorStrReplaceResult::additionalProperties,
				(in) -> new TextEditorStrReplaceResult(in.optionalList("lines", ScalarCodecs.STRING),
						in.optionalInteger("old_start"), in.optionalInteger("old_lines"),
						in.optionalInteger("new_start"), in.optionalInteger("new_lines"), in.rest()),
				(result, out) -> out.optionalList("lines", result.lines(), ScalarCodecs.STRING)
					.number("old_start", result.oldStart())
					.number("old_lines", result.oldLines())
					.number("new_start", result.newStart())
					.number("new_lines", result.newLines()))
		.member("tool_search_tool_search_result", ToolSearchResult.class, ToolSearchResult::additionalProperties,
				(in) -> new ToolSearchResult(in.list("tool_references", BlockCodecs.BLOCK), in.rest()),
				(result, out) -> out.list("tool_references", result.toolReferences(), BlockCodecs.BLOCK))
		.member(Set.of("web_search_tool_result_error", "web_fetch_tool_result_error",
				"code_execution_tool_result_error", "bash_code_execution_tool_result_error",
				"text_editor_code_execution_tool_result_error", "tool_search_tool_result_error"), ServerToolError.class,
				ERROR);

	private ServerToolResultCodecs() {
	}

	private static ServerToolResult read(JsonNode node) {
		ServerToolResult result = node.isArray() ? readHits(node) : OBJECT.read(node);
		return (result != null) ? result : new UnknownServerToolResult("", node);
	}

	private static @Nullable ServerToolResult readHits(JsonNode array) {
		List<WebSearchResult> hits = JsonFields.readList(array, WEB_SEARCH_RESULT);
		return (hits != null) ? new WebSearchResults(hits) : null;
	}

	private static void write(ServerToolResult result, JsonGenerator generator) {
		if (result instanceof WebSearchResults hits) {
			JsonOutput.writeList(hits.results(), WEB_SEARCH_RESULT, generator);
		}
		else {
			OBJECT.write(result, generator);
		}
	}

}

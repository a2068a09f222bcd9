package ai.apixo.messages.content;

/**
 * The {@code content} of a {@link ServerToolResultBlock}, discriminated on the wire by
 * its own {@code type}; a list of results in the case of a web search.
 * <p>
 * The family may grow in a minor release: keep a default branch when you switch over its
 * members.
 *
 * @since 0.1.0
 */
public sealed interface ServerToolResult permits WebSearchResults, WebFetchResult, CodeExecutionResult,
		EncryptedCodeExecutionResult, TextEditorViewResult, TextEditorCreateResult, TextEditorStrReplaceResult,
		ToolSearchResult, ServerToolError, UnknownServerToolResult {

}

package ai.apixo.messages.content;

/**
 * One block of content, discriminated on the wire by {@code type}. The same family is
 * used for requests and responses, so a response can be sent back unchanged.
 * <p>
 * The family may grow in a minor release: keep a default branch when you switch over its
 * members. A type that this version does not know arrives as {@link UnknownBlock}. No
 * {@code toString()} of a block shows what a person or the model wrote.
 *
 * @since 0.1.0
 */
public sealed interface ContentBlock permits TextBlock, ImageBlock, DocumentBlock, SearchResultBlock, ThinkingBlock,
		RedactedThinkingBlock, ToolUseBlock, ToolResultBlock, ServerToolUseBlock, ServerToolResultBlock,
		ContainerUploadBlock, ToolReferenceBlock, BrowserStateBlock, UnknownBlock {

}

package ai.apixo.messages.content;

import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * The result of a tool of the application, <code>{"type": "tool_result", "tool_use_id":
 * ..., "content": ..., "is_error": ...}</code>. Tool results come first in the user turn
 * that follows the calls.
 * <p>
 * Constructed by {@link #of(String, Content)} or {@link #error}.
 *
 * @param toolUseId {@code tool_use_id}, the id of the {@link ToolUseBlock}
 * @param content {@code content}, text or text, image, document and search result blocks
 * @param isError {@code is_error}, whether the tool failed; {@code false} if absent. An
 * explicit {@code false} is kept in {@code additionalProperties}.
 * @param toolsetName {@code toolset_name}, the toolset that the tool belongs to
 * @param cacheControl {@code cache_control}
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record ToolResultBlock(String toolUseId, @Nullable Content content, boolean isError,
		@Nullable String toolsetName, @Nullable CacheControl cacheControl,
		Map<String, JsonNode> additionalProperties) implements ContentBlock {

	/**
	 * Create a tool result block with additional properties.
	 * @param toolUseId {@code tool_use_id}, the id of the {@link ToolUseBlock}
	 * @param content {@code content}, text or text, image, document and search result
	 * blocks
	 * @param isError {@code is_error}, whether the tool failed; {@code false} if absent.
	 * An explicit {@code false} is kept in {@code additionalProperties}.
	 * @param toolsetName {@code toolset_name}, the toolset that the tool belongs to
	 * @param cacheControl {@code cache_control}
	 * @param additionalProperties fields that this version does not know
	 */
	public ToolResultBlock {
		Objects.requireNonNull(toolUseId, "'toolUseId' must not be null");
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create a tool result block without additional properties.
	 * @param toolUseId {@code tool_use_id}, the id of the {@link ToolUseBlock}
	 * @param content {@code content}, text or text, image, document and search result
	 * blocks
	 * @param isError {@code is_error}, whether the tool failed; {@code false} if absent.
	 * An explicit {@code false} is kept in {@code additionalProperties}.
	 * @param toolsetName {@code toolset_name}, the toolset that the tool belongs to
	 * @param cacheControl {@code cache_control}
	 */
	public ToolResultBlock(String toolUseId, @Nullable Content content, boolean isError, @Nullable String toolsetName,
			@Nullable CacheControl cacheControl) {
		this(toolUseId, content, isError, toolsetName, cacheControl, Map.of());
	}

	/**
	 * Return the result of a tool that worked.
	 * @param toolUseId the id of the call
	 * @param text the result
	 * @return the block
	 */
	public static ToolResultBlock of(String toolUseId, String text) {
		return of(toolUseId, Content.of(text));
	}

	/**
	 * Return the result of a tool that worked.
	 * @param toolUseId the id of the call
	 * @param content the result
	 * @return the block
	 */
	public static ToolResultBlock of(String toolUseId, Content content) {
		return new ToolResultBlock(toolUseId, content, false, null, null);
	}

	/**
	 * Return the result of a tool that failed.
	 * @param toolUseId the id of the call
	 * @param text what went wrong, for the model to read
	 * @return the block
	 */
	public static ToolResultBlock error(String toolUseId, String text) {
		return new ToolResultBlock(toolUseId, Content.of(text), true, null, null);
	}

	/**
	 * Return this block with a prompt cache breakpoint.
	 * @param cacheControl the breakpoint
	 * @return the new block
	 */
	public ToolResultBlock withCacheControl(CacheControl cacheControl) {
		return new ToolResultBlock(this.toolUseId, this.content, this.isError, this.toolsetName, cacheControl,
				this.additionalProperties);
	}

}

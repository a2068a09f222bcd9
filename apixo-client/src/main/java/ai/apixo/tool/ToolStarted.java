package ai.apixo.tool;

import ai.apixo.messages.content.ToolUseBlock;

/**
 * A function is invoked.
 *
 * @param turn {@code turn}, from 1
 * @param call {@code call}, as received from the model
 * @since 0.1.0
 */
public record ToolStarted(int turn, ToolUseBlock call) implements ToolRunEvent {
}

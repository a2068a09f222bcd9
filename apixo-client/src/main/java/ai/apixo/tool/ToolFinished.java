package ai.apixo.tool;

import java.time.Duration;

import ai.apixo.messages.content.ToolResultBlock;
import ai.apixo.messages.content.ToolUseBlock;

/**
 * A call has its result. A call whose function was not invoked, because its arguments do
 * not fit or it was denied, has this event only.
 *
 * @param turn {@code turn}, from 1
 * @param call {@code call}, as the model made it
 * @param result {@code result}, which the model is told
 * @param elapsed {@code elapsed}, the time since the function was invoked; zero if it was
 * not
 * @since 0.1.0
 */
public record ToolFinished(int turn, ToolUseBlock call, ToolResultBlock result,
		Duration elapsed) implements ToolRunEvent {
}

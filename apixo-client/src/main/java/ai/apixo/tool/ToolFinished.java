package ai.apixo.tool;

import java.time.Duration;

import ai.apixo.messages.content.ToolResultBlock;
import ai.apixo.messages.content.ToolUseBlock;

/**
 * A call has its result. This is the only event of a call whose function was not invoked,
 * because its arguments are invalid or the call was denied.
 *
 * @param turn {@code turn}, from 1
 * @param call {@code call}, as received from the model
 * @param result {@code result}, which is sent to the model
 * @param elapsed {@code elapsed}, the time since the function was invoked; zero if it was
 * not
 * @since 0.1.0
 */
public record ToolFinished(int turn, ToolUseBlock call, ToolResultBlock result,
		Duration elapsed) implements ToolRunEvent {
}

package ai.apixo.tool;

import tools.jackson.databind.JsonNode;

import ai.apixo.messages.content.ToolUseBlock;

/**
 * A function that returns several values has returned one of them.
 *
 * @param turn {@code turn}, from 1
 * @param call {@code call}, as received from the model
 * @param value {@code value}, which will be an element of the result
 * @since 0.1.0
 */
public record ToolProgress(int turn, ToolUseBlock call, JsonNode value) implements ToolRunEvent {

	@Override
	public String toString() {
		return "ToolProgress[turn=" + this.turn + ", call=" + this.call + "]";
	}

}

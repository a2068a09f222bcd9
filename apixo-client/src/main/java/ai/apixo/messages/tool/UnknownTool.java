package ai.apixo.messages.tool;

import tools.jackson.databind.JsonNode;

/**
 * A tool that lacks a required field. It is written again exactly as it came.
 *
 * @param type {@code type}, empty when absent
 * @param raw the whole JSON object; must not be changed
 * @since 0.1.0
 */
public record UnknownTool(String type, JsonNode raw) implements Tool {

	@Override
	public String toString() {
		return "UnknownTool[type=" + this.type + "]";
	}

}

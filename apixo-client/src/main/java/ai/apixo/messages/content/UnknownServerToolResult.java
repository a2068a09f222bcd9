package ai.apixo.messages.content;

import tools.jackson.databind.JsonNode;

/**
 * A result of a type that this version does not know, or one that lacks a required field.
 * It is written again exactly as it came.
 *
 * @param type {@code type}, empty when absent
 * @param raw the whole JSON value; must not be changed
 * @since 0.1.0
 */
public record UnknownServerToolResult(String type, JsonNode raw) implements ServerToolResult {

	@Override
	public String toString() {
		return "UnknownServerToolResult[type=" + this.type + "]";
	}

}

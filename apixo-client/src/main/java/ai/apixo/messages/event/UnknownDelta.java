package ai.apixo.messages.event;

import tools.jackson.databind.JsonNode;

/**
 * A delta of a type that this version does not know, or one that lacks a required field.
 * It is written again exactly as it came.
 *
 * @param type {@code type}, empty when absent
 * @param raw the whole JSON object; must not be changed
 * @since 0.1.0
 */
public record UnknownDelta(String type, JsonNode raw) implements ContentDelta {

	@Override
	public String toString() {
		return "UnknownDelta[type=" + this.type + "]";
	}

}

package ai.apixo.messages.event;

import tools.jackson.databind.JsonNode;

/**
 * An event of a type that this version does not know, or one that lacks a required field.
 * It is written again exactly as it came.
 *
 * @param type {@code type}, empty when absent
 * @param raw the whole JSON object; must not be changed
 * @since 0.1.0
 */
public record UnknownEvent(String type, JsonNode raw) implements StreamEvent {

	@Override
	public String toString() {
		return "UnknownEvent[type=" + this.type + "]";
	}

}

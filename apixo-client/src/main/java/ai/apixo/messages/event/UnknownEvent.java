package ai.apixo.messages.event;

import java.util.Objects;

import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.ExactJson;

/**
 * An event of a type that this version does not know, or one that lacks a required field.
 * It is written back exactly as it arrived.
 *
 * @param type {@code type}, empty if absent
 * @param raw the whole JSON object
 * @since 0.1.0
 */
public record UnknownEvent(String type, JsonNode raw) implements StreamEvent {

	/**
	 * Create an unknown event.
	 * @param type {@code type}, empty if absent
	 * @param raw the whole JSON object
	 */
	public UnknownEvent {
		Objects.requireNonNull(type, "'type' must not be null");
		raw = ExactJson.copyOf(raw);
	}

	/**
	 * Return the whole JSON value.
	 * @return a copy, which may be changed
	 */
	@Override
	public JsonNode raw() {
		return ExactJson.copyOf(this.raw);
	}

	@Override
	public String toString() {
		return "UnknownEvent[type=" + this.type + "]";
	}

}

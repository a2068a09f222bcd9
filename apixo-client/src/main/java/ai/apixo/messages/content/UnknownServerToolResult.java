package ai.apixo.messages.content;

import java.util.Objects;

import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.ExactJson;

/**
 * A result of a type that this version does not know, or one that lacks a required field.
 * It is written back exactly as it arrived.
 * <p>
 * Created by the gateway; the constructors are for tests.
 *
 * @param type {@code type}, empty if absent
 * @param raw the whole JSON value
 * @since 0.1.0
 */
public record UnknownServerToolResult(String type, JsonNode raw) implements ServerToolResult {

	/**
	 * Create an unknown server tool result.
	 * @param type {@code type}, empty if absent
	 * @param raw the whole JSON value
	 */
	public UnknownServerToolResult {
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
		return "UnknownServerToolResult[type=" + this.type + "]";
	}

}

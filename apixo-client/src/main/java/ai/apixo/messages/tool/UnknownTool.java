package ai.apixo.messages.tool;

import java.util.Objects;

import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.ExactJson;

/**
 * A tool that lacks a required field. It is written back exactly as it arrived.
 * <p>
 * Created by the library. Construct one to send a tool for which this version has no
 * type.
 *
 * @param type {@code type}, empty if absent
 * @param raw the whole JSON object
 * @since 0.1.0
 */
public record UnknownTool(String type, JsonNode raw) implements Tool {

	/**
	 * Create an unknown tool.
	 * @param type {@code type}, empty if absent
	 * @param raw the whole JSON object
	 */
	public UnknownTool {
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
		return "UnknownTool[type=" + this.type + "]";
	}

}

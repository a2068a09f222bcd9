package ai.apixo.messages;

import java.util.Map;
import java.util.Objects;

import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;
import ai.apixo.messages.raw.ExactJson;

/**
 * The format of the response, <code>{"type": "json_schema", "schema": {...}}</code>.
 * <p>
 * Constructed by {@link #jsonSchema(Object)}.
 *
 * @param type {@code type}, so far always {@code json_schema}
 * @param schema {@code schema}, a JSON schema
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record OutputFormat(String type, JsonNode schema, Map<String, JsonNode> additionalProperties) {

	/**
	 * Create an output format with additional properties.
	 * @param type {@code type}, so far always {@code json_schema}
	 * @param schema {@code schema}, a JSON schema
	 * @param additionalProperties fields that this version does not know
	 */
	public OutputFormat {
		Objects.requireNonNull(type, "'type' must not be null");
		schema = ExactJson.copyOf(schema);
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create an output format without additional properties.
	 * @param type {@code type}, so far always {@code json_schema}
	 * @param schema {@code schema}, a JSON schema
	 */
	public OutputFormat(String type, JsonNode schema) {
		this(type, schema, Map.of());
	}

	/**
	 * Return the format that a JSON schema describes.
	 * @param schema the schema as a {@code JsonNode}, or a {@code Map} of plain values
	 * @return the format
	 */
	public static OutputFormat jsonSchema(Object schema) {
		return new OutputFormat("json_schema", ExactJson.valueOf(schema));
	}

	/**
	 * Return {@code schema}, a JSON schema.
	 * @return a copy of the schema, which may be changed
	 */
	@Override
	public JsonNode schema() {
		return ExactJson.copyOf(this.schema);
	}

	@Override
	public String toString() {
		return "OutputFormat[type=" + this.type + "]";
	}

}

package ai.apixo.messages;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * Specifies specifies how to respond, <code>{"effort": "high", "format": {...}}</code>.
 * <p>
 * Constructed by {@link #effort(Effort)} or {@link #jsonSchema(Object)}, or with both by
 * the shorter constructor.
 *
 * @param effort {@code effort}
 * @param format {@code format}
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record OutputConfig(@Nullable Effort effort, @Nullable OutputFormat format,
		Map<String, JsonNode> additionalProperties) {

	/**
	 * Create an output configuration with additional properties.
	 * @param effort {@code effort}
	 * @param format {@code format}
	 * @param additionalProperties fields that this version does not know
	 */
	public OutputConfig {
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create an output configuration without additional properties.
	 * @param effort {@code effort}
	 * @param format {@code format}
	 */
	public OutputConfig(@Nullable Effort effort, @Nullable OutputFormat format) {
		this(effort, format, Map.of());
	}

	/**
	 * Return a configuration with an effort.
	 * @param effort the effort
	 * @return the configuration
	 */
	public static OutputConfig effort(Effort effort) {
		return new OutputConfig(effort, null);
	}

	/**
	 * Return a configuration for responses in JSON.
	 * @param schema the schema as a {@code JsonNode}, or a {@code Map} of plain values
	 * @return the configuration
	 */
	public static OutputConfig jsonSchema(Object schema) {
		return new OutputConfig(null, OutputFormat.jsonSchema(schema));
	}

}

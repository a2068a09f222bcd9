package ai.apixo.messages.content;

import java.util.Map;

import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * Specifies specifies whether the response may cite a document or search result,
 * <code>{"enabled": true}</code>.
 * <p>
 * Use the shorter constructor; the other one is for fields that this version does not
 * know.
 *
 * @param enabled {@code enabled}; {@code false} if absent. An explicit {@code false} is
 * kept in {@code additionalProperties}.
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record CitationsConfig(boolean enabled, Map<String, JsonNode> additionalProperties) {

	/**
	 * Create a citations configuration with additional properties.
	 * @param enabled {@code enabled}; {@code false} if absent. An explicit {@code false}
	 * is kept in {@code additionalProperties}.
	 * @param additionalProperties fields that this version does not know
	 */
	public CitationsConfig {
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create a citations configuration without additional properties.
	 * @param enabled {@code enabled}; {@code false} if absent. An explicit {@code false}
	 * is kept in {@code additionalProperties}.
	 */
	public CitationsConfig(boolean enabled) {
		this(enabled, Map.of());
	}

}

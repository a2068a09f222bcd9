package ai.apixo.messages.event;

import java.util.Map;
import java.util.Objects;

import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * More thinking, <code>{"type": "thinking_delta", "thinking": ...}</code>.
 *
 * @param thinking {@code thinking}, to be appended
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record ThinkingDelta(String thinking, Map<String, JsonNode> additionalProperties) implements ContentDelta {

	/**
	 * Create a thinking delta with additional properties.
	 * @param thinking {@code thinking}, to be appended
	 * @param additionalProperties fields that this version does not know
	 */
	public ThinkingDelta {
		Objects.requireNonNull(thinking, "'thinking' must not be null");
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create a thinking delta without additional properties.
	 * @param thinking {@code thinking}, to be appended
	 */
	public ThinkingDelta(String thinking) {
		this(thinking, Map.of());
	}

	@Override
	public String toString() {
		return "ThinkingDelta[length=" + this.thinking.length() + "]";
	}

}

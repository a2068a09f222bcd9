package ai.apixo.messages.event;

import java.util.Map;
import java.util.Objects;

import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * More of the arguments of a tool call,
 * <code>{"type": "input_json_delta", "partial_json":
 * ...}</code>.
 *
 * @param partialJson {@code partial_json}, to be appended; JSON only when all pieces are
 * joined
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record InputJsonDelta(String partialJson, Map<String, JsonNode> additionalProperties) implements ContentDelta {

	/**
	 * Create an input JSON delta with additional properties.
	 * @param partialJson {@code partial_json}, to be appended; JSON only when all pieces
	 * are joined
	 * @param additionalProperties fields that this version does not know
	 */
	public InputJsonDelta {
		Objects.requireNonNull(partialJson, "'partialJson' must not be null");
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create an input JSON delta without additional properties.
	 * @param partialJson {@code partial_json}, to be appended; JSON only when all pieces
	 * are joined
	 */
	public InputJsonDelta(String partialJson) {
		this(partialJson, Map.of());
	}

	@Override
	public String toString() {
		return "InputJsonDelta[length=" + this.partialJson.length() + "]";
	}

}

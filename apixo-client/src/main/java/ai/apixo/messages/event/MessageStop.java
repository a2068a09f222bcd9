package ai.apixo.messages.event;

import java.util.Map;

import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * The response is complete, <code>{"type": "message_stop"}</code>. A stream without it
 * broke off.
 *
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record MessageStop(Map<String, JsonNode> additionalProperties) implements StreamEvent {

	/**
	 * Create a message stop with additional properties.
	 * @param additionalProperties fields that this version does not know
	 */
	public MessageStop {
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create a message stop without additional properties.
	 */
	public MessageStop() {
		this(Map.of());
	}

}

package ai.apixo.messages.event;

import java.util.Map;

import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * A keep-alive event, <code>{"type": "ping"}</code>.
 *
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record Ping(Map<String, JsonNode> additionalProperties) implements StreamEvent {

	/**
	 * Create a ping with additional properties.
	 * @param additionalProperties fields that this version does not know
	 */
	public Ping {
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create a ping without additional properties.
	 */
	public Ping() {
		this(Map.of());
	}

}

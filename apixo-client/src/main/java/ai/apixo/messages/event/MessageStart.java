package ai.apixo.messages.event;

import java.util.Map;
import java.util.Objects;

import tools.jackson.databind.JsonNode;

import ai.apixo.messages.Message;
import ai.apixo.messages.raw.AdditionalProperties;

/**
 * The first event of a response,
 * <code>{"type": "message_start", "message": {...}}</code>.
 *
 * @param message {@code message}, usually without content and stop reason;
 * {@link Message#response()} has the request id and the rate limits
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record MessageStart(Message message, Map<String, JsonNode> additionalProperties) implements StreamEvent {

	/**
	 * Create a message start with additional properties.
	 * @param message {@code message}, usually without content and stop reason;
	 * {@link Message#response()} has the request id and the rate limits
	 * @param additionalProperties fields that this version does not know
	 */
	public MessageStart {
		Objects.requireNonNull(message, "'message' must not be null");
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create a message start without additional properties.
	 * @param message {@code message}, usually without content and stop reason;
	 * {@link Message#response()} has the request id and the rate limits
	 */
	public MessageStart(Message message) {
		this(message, Map.of());
	}

}

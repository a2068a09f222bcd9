package ai.apixo.messages.event;

import java.util.Map;
import java.util.Objects;

import tools.jackson.databind.JsonNode;

import ai.apixo.messages.Usage;
import ai.apixo.messages.raw.AdditionalProperties;

/**
 * A change to the message as a whole, sent one or more times after its content,
 * <code>{"type": "message_delta", "delta": {...}, "usage": {...}}</code>.
 *
 * @param delta {@code delta}, the change
 * @param usage {@code usage}, the totals so far, which replace earlier ones and are never
 * added
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record MessageDelta(MessageUpdate delta, Usage usage,
		Map<String, JsonNode> additionalProperties) implements StreamEvent {

	/**
	 * Create a message delta with additional properties.
	 * @param delta {@code delta}, the change
	 * @param usage {@code usage}, the totals so far, which replace earlier ones and are
	 * never added
	 * @param additionalProperties fields that this version does not know
	 */
	public MessageDelta {
		Objects.requireNonNull(delta, "'delta' must not be null");
		Objects.requireNonNull(usage, "'usage' must not be null");
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create a message delta without additional properties.
	 * @param delta {@code delta}, the change
	 * @param usage {@code usage}, the totals so far, which replace earlier ones and are
	 * never added
	 */
	public MessageDelta(MessageUpdate delta, Usage usage) {
		this(delta, usage, Map.of());
	}

}

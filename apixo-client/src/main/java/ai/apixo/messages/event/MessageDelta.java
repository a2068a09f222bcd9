package ai.apixo.messages.event;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import tools.jackson.databind.JsonNode;

import ai.apixo.messages.Message;
import ai.apixo.messages.Usage;
import ai.apixo.messages.raw.AdditionalProperties;

/**
 * The message as a whole changes, once or more often, after its content,
 * <code>{"type": "message_delta", "delta": {...}, "usage": {...}}</code>.
 *
 * @param delta {@code delta}, what changes
 * @param usage {@code usage}, totals so far, which replace the earlier ones and are never
 * added
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record MessageDelta(MessageUpdate delta, Usage usage,
		Map<String, JsonNode> additionalProperties) implements StreamEvent {

	public MessageDelta {
		Objects.requireNonNull(delta, "'delta' must not be null");
		Objects.requireNonNull(usage, "'usage' must not be null");
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	public MessageDelta(MessageUpdate delta, Usage usage) {
		this(delta, usage, Map.of());
	}

	// Fields present replace, also with null, absent ones keep (MSG-11).
	Message applyTo(Message message) {
		Map<String, JsonNode> rest = new LinkedHashMap<>(message.additionalProperties());
		MessageUpdate.NAMES.stream().filter(this.delta::has).forEach(rest::remove);
		rest.putAll(this.delta.additionalProperties());
		return message.toBuilder()
			.stopReason(this.delta.has("stop_reason") ? this.delta.stopReason() : message.stopReason())
			.stopSequence(this.delta.has("stop_sequence") ? this.delta.stopSequence() : message.stopSequence())
			.stopDetails(this.delta.has("stop_details") ? this.delta.stopDetails() : message.stopDetails())
			.container(this.delta.has("container") ? this.delta.container() : message.container())
			.usage(message.usage().updatedWith(this.usage))
			.additionalProperties(rest)
			.build();
	}

}

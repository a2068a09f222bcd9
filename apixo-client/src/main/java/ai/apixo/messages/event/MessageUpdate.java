package ai.apixo.messages.event;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.Container;
import ai.apixo.messages.StopDetails;
import ai.apixo.messages.StopReason;
import ai.apixo.messages.raw.AdditionalProperties;

/**
 * The {@code delta} of a {@link MessageDelta}. A field that is present replaces the one
 * of the message, even if it is null; an absent field changes nothing.
 * {@link #has(String)} distinguishes the two.
 *
 * @param stopReason {@code stop_reason}
 * @param stopSequence {@code stop_sequence}
 * @param stopDetails {@code stop_details}
 * @param container {@code container}
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record MessageUpdate(@Nullable StopReason stopReason, @Nullable String stopSequence,
		@Nullable StopDetails stopDetails, @Nullable Container container, Map<String, JsonNode> additionalProperties) {

	static final List<String> NAMES = List.of("stop_reason", "stop_sequence", "stop_details", "container");

	private static final MessageUpdate NONE = new MessageUpdate(null, null, null, null);

	/**
	 * Create a message update with additional properties.
	 * @param stopReason {@code stop_reason}
	 * @param stopSequence {@code stop_sequence}
	 * @param stopDetails {@code stop_details}
	 * @param container {@code container}
	 * @param additionalProperties fields that this version does not know
	 */
	public MessageUpdate {
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create a message update without additional properties.
	 * @param stopReason {@code stop_reason}
	 * @param stopSequence {@code stop_sequence}
	 * @param stopDetails {@code stop_details}
	 * @param container {@code container}
	 */
	public MessageUpdate(@Nullable StopReason stopReason, @Nullable String stopSequence,
			@Nullable StopDetails stopDetails, @Nullable Container container) {
		this(stopReason, stopSequence, stopDetails, container, Map.of());
	}

	/**
	 * Return an update that changes nothing.
	 * @return the empty update
	 */
	public static MessageUpdate none() {
		return NONE;
	}

	/**
	 * Return whether a field is present, with a value or with null.
	 * @param name its JSON name, such as {@code stop_reason}
	 * @return whether it is present
	 */
	public boolean has(String name) {
		return this.additionalProperties.containsKey(name) || switch (name) {
			case "stop_reason" -> this.stopReason != null;
			case "stop_sequence" -> this.stopSequence != null;
			case "stop_details" -> this.stopDetails != null;
			case "container" -> this.container != null;
			default -> false;
		};
	}

	@Override
	public String toString() {
		return "MessageUpdate[stopReason=" + this.stopReason + "]";
	}

}

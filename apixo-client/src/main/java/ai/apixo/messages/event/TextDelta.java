package ai.apixo.messages.event;

import java.util.Map;
import java.util.Objects;

import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * More text, <code>{"type": "text_delta", "text": ...}</code>.
 *
 * @param text {@code text}, to be appended; may end inside a surrogate pair
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record TextDelta(String text, Map<String, JsonNode> additionalProperties) implements ContentDelta {

	/**
	 * Create a text delta with additional properties.
	 * @param text {@code text}, to be appended; may end inside a surrogate pair
	 * @param additionalProperties fields that this version does not know
	 */
	public TextDelta {
		Objects.requireNonNull(text, "'text' must not be null");
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create a text delta without additional properties.
	 * @param text {@code text}, to be appended; may end inside a surrogate pair
	 */
	public TextDelta(String text) {
		this(text, Map.of());
	}

	@Override
	public String toString() {
		return "TextDelta[length=" + this.text.length() + "]";
	}

}

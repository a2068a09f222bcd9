package ai.apixo.messages.content;

import java.util.Map;
import java.util.Objects;

import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * Thinking that only the model may read, <code>{"type": "redacted_thinking", "data": ...}
 * </code>. Send it back unchanged.
 * <p>
 * Created by the gateway; the constructors are for tests.
 *
 * @param data {@code data}, encrypted
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record RedactedThinkingBlock(String data, Map<String, JsonNode> additionalProperties) implements ContentBlock {

	/**
	 * Create a redacted thinking block with additional properties.
	 * @param data {@code data}, encrypted
	 * @param additionalProperties fields that this version does not know
	 */
	public RedactedThinkingBlock {
		Objects.requireNonNull(data, "'data' must not be null");
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create a redacted thinking block without additional properties.
	 * @param data {@code data}, encrypted
	 */
	public RedactedThinkingBlock(String data) {
		this(data, Map.of());
	}

	@Override
	public String toString() {
		return "RedactedThinkingBlock[length=" + this.data.length() + "]";
	}

}

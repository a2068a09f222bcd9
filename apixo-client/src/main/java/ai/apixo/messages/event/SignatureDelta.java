package ai.apixo.messages.event;

import java.util.Map;
import java.util.Objects;

import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * The signature of a thinking block, once, just before the block stops,
 * <code>{"type": "signature_delta", "signature": ...}</code>.
 *
 * @param signature {@code signature}, which replaces an earlier one
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record SignatureDelta(String signature, Map<String, JsonNode> additionalProperties) implements ContentDelta {

	/**
	 * Create a signature delta with additional properties.
	 * @param signature {@code signature}, which replaces an earlier one
	 * @param additionalProperties fields that this version does not know
	 */
	public SignatureDelta {
		Objects.requireNonNull(signature, "'signature' must not be null");
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create a signature delta without additional properties.
	 * @param signature {@code signature}, which replaces an earlier one
	 */
	public SignatureDelta(String signature) {
		this(signature, Map.of());
	}

	@Override
	public String toString() {
		return "SignatureDelta[length=" + this.signature.length() + "]";
	}

}

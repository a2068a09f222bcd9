package ai.apixo.messages.content;

import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * The thinking of the model,
 * <code>{"type": "thinking", "thinking": ..., "signature": ...}
 * </code>. It must be sent back byte for byte and at the same position; otherwise, the
 * gateway refuses the request.
 * <p>
 * Created by the gateway; the constructors are for tests.
 *
 * @param thinking {@code thinking}; empty if the request asked to omit it
 * @param signature {@code signature}, proof that the block was not changed
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record ThinkingBlock(String thinking, @Nullable String signature,
		Map<String, JsonNode> additionalProperties) implements ContentBlock {

	/**
	 * Create a thinking block with additional properties.
	 * @param thinking {@code thinking}; empty if the request asked to omit it
	 * @param signature {@code signature}, proof that the block was not changed
	 * @param additionalProperties fields that this version does not know
	 */
	public ThinkingBlock {
		Objects.requireNonNull(thinking, "'thinking' must not be null");
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create a thinking block without additional properties.
	 * @param thinking {@code thinking}; empty if the request asked to omit it
	 * @param signature {@code signature}, proof that the block was not changed
	 */
	public ThinkingBlock(String thinking, @Nullable String signature) {
		this(thinking, signature, Map.of());
	}

	@Override
	public String toString() {
		return "ThinkingBlock[length=" + this.thinking.length() + ", signed=" + (this.signature != null) + "]";
	}

}

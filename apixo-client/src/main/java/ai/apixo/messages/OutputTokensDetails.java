package ai.apixo.messages;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * The use of the output tokens, part of {@link Usage}.
 * <p>
 * Created by the gateway; the constructors are for tests.
 *
 * @param thinkingTokens {@code thinking_tokens}
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record OutputTokensDetails(@Nullable Long thinkingTokens, Map<String, JsonNode> additionalProperties) {

	/**
	 * Create output token details with additional properties.
	 * @param thinkingTokens {@code thinking_tokens}
	 * @param additionalProperties fields that this version does not know
	 */
	public OutputTokensDetails {
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create output token details without additional properties.
	 * @param thinkingTokens {@code thinking_tokens}
	 */
	public OutputTokensDetails(@Nullable Long thinkingTokens) {
		this(thinkingTokens, Map.of());
	}

}

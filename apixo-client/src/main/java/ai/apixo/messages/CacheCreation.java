package ai.apixo.messages;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * Tokens written to the prompt cache by time to live, part of {@link Usage}.
 * <p>
 * Created by the gateway; the constructors are for tests.
 *
 * @param ephemeral5mInputTokens {@code ephemeral_5m_input_tokens}
 * @param ephemeral1hInputTokens {@code ephemeral_1h_input_tokens}
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record CacheCreation(@Nullable Long ephemeral5mInputTokens, @Nullable Long ephemeral1hInputTokens,
		Map<String, JsonNode> additionalProperties) {

	/**
	 * Create cache creation usage with additional properties.
	 * @param ephemeral5mInputTokens {@code ephemeral_5m_input_tokens}
	 * @param ephemeral1hInputTokens {@code ephemeral_1h_input_tokens}
	 * @param additionalProperties fields that this version does not know
	 */
	public CacheCreation {
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create cache creation usage without additional properties.
	 * @param ephemeral5mInputTokens {@code ephemeral_5m_input_tokens}
	 * @param ephemeral1hInputTokens {@code ephemeral_1h_input_tokens}
	 */
	public CacheCreation(@Nullable Long ephemeral5mInputTokens, @Nullable Long ephemeral1hInputTokens) {
		this(ephemeral5mInputTokens, ephemeral1hInputTokens, Map.of());
	}

}

package ai.apixo.messages;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * The user on whose behalf a request is made, <code>{"user_id": ...}</code>.
 * <p>
 * Use the shorter constructor; the other one is for fields that this version does not
 * know.
 *
 * @param userId {@code user_id}, opaque, never a name or an address
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record RequestMetadata(@Nullable String userId, Map<String, JsonNode> additionalProperties) {

	/**
	 * Create request metadata with additional properties.
	 * @param userId {@code user_id}, opaque, never a name or an address
	 * @param additionalProperties fields that this version does not know
	 */
	public RequestMetadata {
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create request metadata without additional properties.
	 * @param userId {@code user_id}, opaque, never a name or an address
	 */
	public RequestMetadata(@Nullable String userId) {
		this(userId, Map.of());
	}

}

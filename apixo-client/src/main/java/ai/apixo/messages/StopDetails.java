package ai.apixo.messages;

import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * Why the model refused,
 * <code>{"type": "refusal", "category": ..., "explanation": ...}</code>.
 * <p>
 * Created by the gateway; the constructors are for tests.
 *
 * @param type {@code type}, so far always {@code refusal}
 * @param category {@code category}, such as {@code cyber}
 * @param explanation {@code explanation}
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record StopDetails(String type, @Nullable String category, @Nullable String explanation,
		Map<String, JsonNode> additionalProperties) {

	/**
	 * Create stop details with additional properties.
	 * @param type {@code type}, so far always {@code refusal}
	 * @param category {@code category}, such as {@code cyber}
	 * @param explanation {@code explanation}
	 * @param additionalProperties fields that this version does not know
	 */
	public StopDetails {
		Objects.requireNonNull(type, "'type' must not be null");
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create stop details without additional properties.
	 * @param type {@code type}, so far always {@code refusal}
	 * @param category {@code category}, such as {@code cyber}
	 * @param explanation {@code explanation}
	 */
	public StopDetails(String type, @Nullable String category, @Nullable String explanation) {
		this(type, category, explanation, Map.of());
	}

	@Override
	public String toString() {
		return "StopDetails[type=" + this.type + ", category=" + this.category + "]";
	}

}

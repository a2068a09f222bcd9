package ai.apixo.messages;

import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * A skill in a {@link Container}.
 * <p>
 * Use the shorter constructor; the other one is for fields that this version does not
 * know.
 *
 * @param skillId {@code skill_id}
 * @param type {@code type}, {@code anthropic} or {@code custom}
 * @param version {@code version}
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record ContainerSkill(String skillId, String type, @Nullable String version,
		Map<String, JsonNode> additionalProperties) {

	/**
	 * Create a container skill with additional properties.
	 * @param skillId {@code skill_id}
	 * @param type {@code type}, {@code anthropic} or {@code custom}
	 * @param version {@code version}
	 * @param additionalProperties fields that this version does not know
	 */
	public ContainerSkill {
		Objects.requireNonNull(skillId, "'skillId' must not be null");
		Objects.requireNonNull(type, "'type' must not be null");
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create a container skill without additional properties.
	 * @param skillId {@code skill_id}
	 * @param type {@code type}, {@code anthropic} or {@code custom}
	 * @param version {@code version}
	 */
	public ContainerSkill(String skillId, String type, @Nullable String version) {
		this(skillId, type, version, Map.of());
	}

}

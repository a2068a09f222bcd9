package ai.apixo.messages;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * The container in which code execution runs. In a request, the id of a container to
 * reuse, or the skills to load; in a response, the container that was used.
 * <p>
 * Constructed by {@link #of(String)}, or with skills by the shorter constructor.
 *
 * @param id {@code id}
 * @param expiresAt {@code expires_at}, an RFC 3339 instant; received only
 * @param skills {@code skills}
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record Container(@Nullable String id, @Nullable String expiresAt, List<ContainerSkill> skills,
		Map<String, JsonNode> additionalProperties) {

	/**
	 * Create a container with additional properties.
	 * @param id {@code id}
	 * @param expiresAt {@code expires_at}, an RFC 3339 instant; received only
	 * @param skills {@code skills}
	 * @param additionalProperties fields that this version does not know
	 */
	public Container {
		skills = List.copyOf(skills);
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create a container without additional properties.
	 * @param id {@code id}
	 * @param expiresAt {@code expires_at}, an RFC 3339 instant; received only
	 * @param skills {@code skills}
	 */
	public Container(@Nullable String id, @Nullable String expiresAt, List<ContainerSkill> skills) {
		this(id, expiresAt, skills, Map.of());
	}

	/**
	 * Return a container to reuse. It is written as a string.
	 * @param id the id from an earlier response
	 * @return the container
	 */
	public static Container of(String id) {
		return new Container(id, null, List.of());
	}

}

package ai.apixo.messages.content;

import java.util.Map;
import java.util.Objects;

import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * A file that was uploaded before, <code>{"type": "file", "file_id": ...}</code>.
 * <p>
 * Usually created with the factory methods of {@link ImageBlock} and
 * {@link DocumentBlock}.
 *
 * @param fileId {@code file_id}
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record FileSource(String fileId, Map<String, JsonNode> additionalProperties) implements Source {

	/**
	 * Create a file source with additional properties.
	 * @param fileId {@code file_id}
	 * @param additionalProperties fields that this version does not know
	 */
	public FileSource {
		Objects.requireNonNull(fileId, "'fileId' must not be null");
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create a file source without additional properties.
	 * @param fileId {@code file_id}
	 */
	public FileSource(String fileId) {
		this(fileId, Map.of());
	}

}

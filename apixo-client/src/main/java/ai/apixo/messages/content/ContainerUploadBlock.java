package ai.apixo.messages.content;

import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * A file in the container of the code execution tool,
 * <code>{"type": "container_upload", "file_id": ...}</code>.
 * <p>
 * Use the shorter constructor; the other one is for fields that this version does not
 * know.
 *
 * @param fileId {@code file_id}
 * @param cacheControl {@code cache_control}, in requests only
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record ContainerUploadBlock(String fileId, @Nullable CacheControl cacheControl,
		Map<String, JsonNode> additionalProperties) implements ContentBlock {

	/**
	 * Create a container upload block with additional properties.
	 * @param fileId {@code file_id}
	 * @param cacheControl {@code cache_control}, in requests only
	 * @param additionalProperties fields that this version does not know
	 */
	public ContainerUploadBlock {
		Objects.requireNonNull(fileId, "'fileId' must not be null");
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create a container upload block without additional properties.
	 * @param fileId {@code file_id}
	 * @param cacheControl {@code cache_control}, in requests only
	 */
	public ContainerUploadBlock(String fileId, @Nullable CacheControl cacheControl) {
		this(fileId, cacheControl, Map.of());
	}

}

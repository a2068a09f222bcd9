package ai.apixo.messages.content;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * The transformations that the gateway may apply to an image,
 * <code>{"oversized_image": "downsize"}</code>.
 * <p>
 * Use the shorter constructor; the other one is for fields that this version does not
 * know.
 *
 * @param oversizedImage {@code oversized_image}, {@code downsize} or {@code error}
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record ImageTransformations(@Nullable String oversizedImage, Map<String, JsonNode> additionalProperties) {

	/**
	 * Create image transformations with additional properties.
	 * @param oversizedImage {@code oversized_image}, {@code downsize} or {@code error}
	 * @param additionalProperties fields that this version does not know
	 */
	public ImageTransformations {
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create image transformations without additional properties.
	 * @param oversizedImage {@code oversized_image}, {@code downsize} or {@code error}
	 */
	public ImageTransformations(@Nullable String oversizedImage) {
		this(oversizedImage, Map.of());
	}

}

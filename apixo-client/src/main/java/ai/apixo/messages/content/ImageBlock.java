package ai.apixo.messages.content;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * An image, <code>{"type": "image", "source": {...}}</code>. Used in requests only.
 * <p>
 * Constructed by {@link #ofBytes}, {@link #ofPath}, {@link #ofUrl} or {@link #ofFileId}.
 *
 * @param source {@code source}, a {@link Base64Source}, {@link UrlSource} or
 * {@link FileSource}
 * @param transformations {@code transformations}, which the gateway may apply to it
 * @param cacheControl {@code cache_control}, in requests only
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record ImageBlock(Source source, @Nullable ImageTransformations transformations,
		@Nullable CacheControl cacheControl, Map<String, JsonNode> additionalProperties) implements ContentBlock {

	/**
	 * Create an image block with additional properties.
	 * @param source {@code source}, a {@link Base64Source}, {@link UrlSource} or
	 * {@link FileSource}
	 * @param transformations {@code transformations}, which the gateway may apply to it
	 * @param cacheControl {@code cache_control}, in requests only
	 * @param additionalProperties fields that this version does not know
	 */
	public ImageBlock {
		Objects.requireNonNull(source, "'source' must not be null");
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create an image block without additional properties.
	 * @param source {@code source}, a {@link Base64Source}, {@link UrlSource} or
	 * {@link FileSource}
	 * @param transformations {@code transformations}, which the gateway may apply to it
	 * @param cacheControl {@code cache_control}, in requests only
	 */
	public ImageBlock(Source source, @Nullable ImageTransformations transformations,
			@Nullable CacheControl cacheControl) {
		this(source, transformations, cacheControl, Map.of());
	}

	/**
	 * Create an image block of the source alone.
	 * @param source {@code source}, a {@link Base64Source}, {@link UrlSource} or
	 * {@link FileSource}
	 */
	public ImageBlock(Source source) {
		this(source, null, null);
	}

	/**
	 * Return an image that is embedded in the request.
	 * @param data the bytes of the file
	 * @param mediaType {@code image/jpeg}, {@code image/png}, {@code image/gif} or
	 * {@code image/webp}
	 * @return the block
	 * @throws IllegalArgumentException if the model cannot see this media type, or the
	 * data is empty or too large for any request
	 */
	public static ImageBlock ofBytes(byte[] data, String mediaType) {
		return new ImageBlock(InlineData.IMAGE.source(data, mediaType));
	}

	/**
	 * Return an image from a file. <strong>Blocking</strong>: reads the file, so never
	 * call it on an event loop.
	 * @param file a file with the suffix {@code .jpg}, {@code .jpeg}, {@code .png},
	 * {@code .gif} or {@code .webp}
	 * @return the block
	 * @throws IOException if the file cannot be read
	 * @throws IllegalArgumentException if the suffix is a different one, or the file is
	 * empty or too large for any request
	 */
	public static ImageBlock ofPath(Path file) throws IOException {
		return new ImageBlock(InlineData.IMAGE.read(file));
	}

	/**
	 * Return an image that the gateway fetches.
	 * @param url its address
	 * @return the block
	 */
	public static ImageBlock ofUrl(String url) {
		return new ImageBlock(new UrlSource(url));
	}

	/**
	 * Return an image that was uploaded before.
	 * @param fileId the id of the file
	 * @return the block
	 */
	public static ImageBlock ofFileId(String fileId) {
		return new ImageBlock(new FileSource(fileId));
	}

	/**
	 * Return this block with a prompt cache breakpoint.
	 * @param cacheControl the breakpoint
	 * @return the new block
	 */
	public ImageBlock withCacheControl(CacheControl cacheControl) {
		return new ImageBlock(this.source, this.transformations, cacheControl, this.additionalProperties);
	}

}

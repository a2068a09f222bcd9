package ai.apixo.messages.content;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * A document, <code>{"type": "document", "source": {...}}</code>.
 * <p>
 * Constructed by {@link #ofPdf}, {@link #ofPath}, {@link #ofUrl}, {@link #ofFileId},
 * {@link #ofText} or {@link #ofContent}.
 *
 * @param source {@code source}
 * @param title {@code title}
 * @param context {@code context}, which the model should know but not cite
 * @param citations {@code citations}, whether the response may cite it
 * @param cacheControl {@code cache_control}, in requests only
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record DocumentBlock(Source source, @Nullable String title, @Nullable String context,
		@Nullable CitationsConfig citations, @Nullable CacheControl cacheControl,
		Map<String, JsonNode> additionalProperties) implements ContentBlock {

	/**
	 * Create a document block with additional properties.
	 * @param source {@code source}
	 * @param title {@code title}
	 * @param context {@code context}, which the model should know but not cite
	 * @param citations {@code citations}, whether the response may cite it
	 * @param cacheControl {@code cache_control}, in requests only
	 * @param additionalProperties fields that this version does not know
	 */
	public DocumentBlock {
		Objects.requireNonNull(source, "'source' must not be null");
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create a document block without additional properties.
	 * @param source {@code source}
	 * @param title {@code title}
	 * @param context {@code context}, which the model should know but not cite
	 * @param citations {@code citations}, whether the response may cite it
	 * @param cacheControl {@code cache_control}, in requests only
	 */
	public DocumentBlock(Source source, @Nullable String title, @Nullable String context,
			@Nullable CitationsConfig citations, @Nullable CacheControl cacheControl) {
		this(source, title, context, citations, cacheControl, Map.of());
	}

	/**
	 * Create a document block of the source alone.
	 * @param source {@code source}
	 */
	public DocumentBlock(Source source) {
		this(source, null, null, null, null);
	}

	/**
	 * Return a PDF that is embedded in the request.
	 * @param data the bytes of the file
	 * @return the block
	 * @throws IllegalArgumentException if the data is empty or too large for any request
	 */
	public static DocumentBlock ofPdf(byte[] data) {
		return new DocumentBlock(InlineData.PDF.source(data, "application/pdf"));
	}

	/**
	 * Return a PDF from a file. <strong>Blocking</strong>: reads the file, so never call
	 * it on an event loop.
	 * @param file a file with the suffix {@code .pdf}
	 * @return the block
	 * @throws IOException if the file cannot be read
	 * @throws IllegalArgumentException if the suffix is a different one, or the file is
	 * empty or too large for any request
	 */
	public static DocumentBlock ofPath(Path file) throws IOException {
		return new DocumentBlock(InlineData.PDF.read(file));
	}

	/**
	 * Return a PDF that the gateway fetches.
	 * @param url its address
	 * @return the block
	 */
	public static DocumentBlock ofUrl(String url) {
		return new DocumentBlock(new UrlSource(url));
	}

	/**
	 * Return a document that was uploaded before.
	 * @param fileId the id of the file
	 * @return the block
	 */
	public static DocumentBlock ofFileId(String fileId) {
		return new DocumentBlock(new FileSource(fileId));
	}

	/**
	 * Return a plain text document.
	 * @param text the text
	 * @return the block
	 */
	public static DocumentBlock ofText(String text) {
		return new DocumentBlock(new TextSource("text/plain", text));
	}

	/**
	 * Return a document that consists of blocks, to which citations refer.
	 * @param content text and image blocks
	 * @return the block
	 */
	public static DocumentBlock ofContent(Content content) {
		return new DocumentBlock(new ContentSource(content));
	}

	/**
	 * Return this document with a title.
	 * @param title the title
	 * @return the new block
	 */
	public DocumentBlock withTitle(String title) {
		return new DocumentBlock(this.source, title, this.context, this.citations, this.cacheControl,
				this.additionalProperties);
	}

	/**
	 * Return this document with citations enabled.
	 * @return the new block
	 */
	public DocumentBlock withCitations() {
		return new DocumentBlock(this.source, this.title, this.context, new CitationsConfig(true), this.cacheControl,
				this.additionalProperties);
	}

	/**
	 * Return this block with a prompt cache breakpoint.
	 * @param cacheControl the breakpoint
	 * @return the new block
	 */
	public DocumentBlock withCacheControl(CacheControl cacheControl) {
		return new DocumentBlock(this.source, this.title, this.context, this.citations, cacheControl,
				this.additionalProperties);
	}

	@Override
	public String toString() {
		return "DocumentBlock[source=" + this.source + "]";
	}

}

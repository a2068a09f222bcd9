package ai.apixo.messages.content;

import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * Blocks of a document that was sent as blocks, {@code content_block_location}.
 * <p>
 * Created by the gateway; the constructors are for tests.
 *
 * @param citedText {@code cited_text}
 * @param documentIndex {@code document_index}, counted from zero over the documents of
 * the request
 * @param documentTitle {@code document_title}
 * @param startBlockIndex {@code start_block_index}
 * @param endBlockIndex {@code end_block_index}, exclusive
 * @param fileId {@code file_id}
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record ContentBlockLocation(String citedText, int documentIndex, @Nullable String documentTitle,
		int startBlockIndex, int endBlockIndex, @Nullable String fileId,
		Map<String, JsonNode> additionalProperties) implements Citation {

	/**
	 * Create a content block location with additional properties.
	 * @param citedText {@code cited_text}
	 * @param documentIndex {@code document_index}, counted from zero over the documents
	 * of the request
	 * @param documentTitle {@code document_title}
	 * @param startBlockIndex {@code start_block_index}
	 * @param endBlockIndex {@code end_block_index}, exclusive
	 * @param fileId {@code file_id}
	 * @param additionalProperties fields that this version does not know
	 */
	public ContentBlockLocation {
		Objects.requireNonNull(citedText, "'citedText' must not be null");
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create a content block location without additional properties.
	 * @param citedText {@code cited_text}
	 * @param documentIndex {@code document_index}, counted from zero over the documents
	 * of the request
	 * @param documentTitle {@code document_title}
	 * @param startBlockIndex {@code start_block_index}
	 * @param endBlockIndex {@code end_block_index}, exclusive
	 * @param fileId {@code file_id}
	 */
	public ContentBlockLocation(String citedText, int documentIndex, @Nullable String documentTitle,
			int startBlockIndex, int endBlockIndex, @Nullable String fileId) {
		this(citedText, documentIndex, documentTitle, startBlockIndex, endBlockIndex, fileId, Map.of());
	}

	@Override
	public String toString() {
		return "ContentBlockLocation[documentIndex=" + this.documentIndex + ", startBlockIndex=" + this.startBlockIndex
				+ ", endBlockIndex=" + this.endBlockIndex + "]";
	}

}

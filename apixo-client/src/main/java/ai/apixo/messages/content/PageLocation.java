package ai.apixo.messages.content;

import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * Pages of a PDF, {@code page_location}.
 * <p>
 * Created by the gateway; the constructors are for tests.
 *
 * @param citedText {@code cited_text}
 * @param documentIndex {@code document_index}, counted from zero over the documents of
 * the request
 * @param documentTitle {@code document_title}
 * @param startPageNumber {@code start_page_number}, counted from one
 * @param endPageNumber {@code end_page_number}, exclusive
 * @param fileId {@code file_id}
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record PageLocation(String citedText, int documentIndex, @Nullable String documentTitle, int startPageNumber,
		int endPageNumber, @Nullable String fileId, Map<String, JsonNode> additionalProperties) implements Citation {

	/**
	 * Create a page location with additional properties.
	 * @param citedText {@code cited_text}
	 * @param documentIndex {@code document_index}, counted from zero over the documents
	 * of the request
	 * @param documentTitle {@code document_title}
	 * @param startPageNumber {@code start_page_number}, counted from one
	 * @param endPageNumber {@code end_page_number}, exclusive
	 * @param fileId {@code file_id}
	 * @param additionalProperties fields that this version does not know
	 */
	public PageLocation {
		Objects.requireNonNull(citedText, "'citedText' must not be null");
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create a page location without additional properties.
	 * @param citedText {@code cited_text}
	 * @param documentIndex {@code document_index}, counted from zero over the documents
	 * of the request
	 * @param documentTitle {@code document_title}
	 * @param startPageNumber {@code start_page_number}, counted from one
	 * @param endPageNumber {@code end_page_number}, exclusive
	 * @param fileId {@code file_id}
	 */
	public PageLocation(String citedText, int documentIndex, @Nullable String documentTitle, int startPageNumber,
			int endPageNumber, @Nullable String fileId) {
		this(citedText, documentIndex, documentTitle, startPageNumber, endPageNumber, fileId, Map.of());
	}

	@Override
	public String toString() {
		return "PageLocation[documentIndex=" + this.documentIndex + ", startPageNumber=" + this.startPageNumber
				+ ", endPageNumber=" + this.endPageNumber + "]";
	}

}

package ai.apixo.messages.content;

import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * Characters of a plain text document, {@code char_location}.
 * <p>
 * Created by the gateway; the constructors are for tests.
 *
 * @param citedText {@code cited_text}
 * @param documentIndex {@code document_index}, counted from zero over the documents of
 * the request
 * @param documentTitle {@code document_title}
 * @param startCharIndex {@code start_char_index}
 * @param endCharIndex {@code end_char_index}, exclusive
 * @param fileId {@code file_id}
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record CharLocation(String citedText, int documentIndex, @Nullable String documentTitle, int startCharIndex,
		int endCharIndex, @Nullable String fileId, Map<String, JsonNode> additionalProperties) implements Citation {

	/**
	 * Create a character location with additional properties.
	 * @param citedText {@code cited_text}
	 * @param documentIndex {@code document_index}, counted from zero over the documents
	 * of the request
	 * @param documentTitle {@code document_title}
	 * @param startCharIndex {@code start_char_index}
	 * @param endCharIndex {@code end_char_index}, exclusive
	 * @param fileId {@code file_id}
	 * @param additionalProperties fields that this version does not know
	 */
	public CharLocation {
		Objects.requireNonNull(citedText, "'citedText' must not be null");
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create a character location without additional properties.
	 * @param citedText {@code cited_text}
	 * @param documentIndex {@code document_index}, counted from zero over the documents
	 * of the request
	 * @param documentTitle {@code document_title}
	 * @param startCharIndex {@code start_char_index}
	 * @param endCharIndex {@code end_char_index}, exclusive
	 * @param fileId {@code file_id}
	 */
	public CharLocation(String citedText, int documentIndex, @Nullable String documentTitle, int startCharIndex,
			int endCharIndex, @Nullable String fileId) {
		this(citedText, documentIndex, documentTitle, startCharIndex, endCharIndex, fileId, Map.of());
	}

	@Override
	public String toString() {
		return "CharLocation[documentIndex=" + this.documentIndex + ", startCharIndex=" + this.startCharIndex
				+ ", endCharIndex=" + this.endCharIndex + "]";
	}

}

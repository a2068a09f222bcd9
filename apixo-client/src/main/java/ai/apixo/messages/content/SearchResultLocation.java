package ai.apixo.messages.content;

import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;

/**
 * Blocks of a {@link SearchResultBlock}, {@code search_result_location}.
 * <p>
 * Created by the gateway; the constructors are for tests.
 *
 * @param citedText {@code cited_text}
 * @param searchResultIndex {@code search_result_index}, counted from zero over the search
 * results of the request
 * @param source {@code source}
 * @param title {@code title}
 * @param startBlockIndex {@code start_block_index}
 * @param endBlockIndex {@code end_block_index}, exclusive
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record SearchResultLocation(String citedText, int searchResultIndex, String source, @Nullable String title,
		int startBlockIndex, int endBlockIndex, Map<String, JsonNode> additionalProperties) implements Citation {

	/**
	 * Create a search result location with additional properties.
	 * @param citedText {@code cited_text}
	 * @param searchResultIndex {@code search_result_index}, counted from zero over the
	 * search results of the request
	 * @param source {@code source}
	 * @param title {@code title}
	 * @param startBlockIndex {@code start_block_index}
	 * @param endBlockIndex {@code end_block_index}, exclusive
	 * @param additionalProperties fields that this version does not know
	 */
	public SearchResultLocation {
		Objects.requireNonNull(citedText, "'citedText' must not be null");
		Objects.requireNonNull(source, "'source' must not be null");
		additionalProperties = AdditionalProperties.copyOf(additionalProperties);
	}

	/**
	 * Create a search result location without additional properties.
	 * @param citedText {@code cited_text}
	 * @param searchResultIndex {@code search_result_index}, counted from zero over the
	 * search results of the request
	 * @param source {@code source}
	 * @param title {@code title}
	 * @param startBlockIndex {@code start_block_index}
	 * @param endBlockIndex {@code end_block_index}, exclusive
	 */
	public SearchResultLocation(String citedText, int searchResultIndex, String source, @Nullable String title,
			int startBlockIndex, int endBlockIndex) {
		this(citedText, searchResultIndex, source, title, startBlockIndex, endBlockIndex, Map.of());
	}

	@Override
	public String toString() {
		return "SearchResultLocation[searchResultIndex=" + this.searchResultIndex + ", startBlockIndex="
				+ this.startBlockIndex + ", endBlockIndex=" + this.endBlockIndex + "]";
	}

}

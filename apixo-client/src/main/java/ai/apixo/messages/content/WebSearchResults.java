package ai.apixo.messages.content;

import java.util.List;

/**
 * The hits of a web search, on the wire a JSON array without a type of its own.
 * <p>
 * The gateway makes it; the constructors are for tests.
 *
 * @param results the hits
 * @since 0.1.0
 */
public record WebSearchResults(List<WebSearchResult> results) implements ServerToolResult {

	/**
	 * Create web search results.
	 * @param results the hits
	 */
	public WebSearchResults {
		results = List.copyOf(results);
	}

}

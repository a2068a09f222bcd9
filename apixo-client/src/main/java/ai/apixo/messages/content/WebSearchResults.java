package ai.apixo.messages.content;

import java.util.List;

/**
 * The results of a web search, which are a JSON array without a type on the wire.
 * <p>
 * Created by the gateway; the constructors are for tests.
 *
 * @param results the results
 * @since 0.1.0
 */
public record WebSearchResults(List<WebSearchResult> results) implements ServerToolResult {

	/**
	 * Create web search results.
	 * @param results the results
	 */
	public WebSearchResults {
		results = List.copyOf(results);
	}

}

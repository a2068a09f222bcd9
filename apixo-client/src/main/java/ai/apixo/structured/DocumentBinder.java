package ai.apixo.structured;

import tools.jackson.databind.JsonNode;

/**
 * Turns a document into a value.
 *
 * @param <T> the type of the value
 */
@FunctionalInterface
interface DocumentBinder<T> {

	/**
	 * Bind and validate a document.
	 * @param document the document
	 * @return the value, or what is wrong
	 */
	Outcome<T> bind(JsonNode document);

}

package ai.apixo.structured;

import tools.jackson.databind.JsonNode;

/**
 * Turns a document into a value.
 *
 * @param <T> the type of the value
 */
interface DocumentBinder<T> {

	/**
	 * Bind and validate a document.
	 * @param document the document
	 * @return the value, or what is wrong
	 */
	Outcome<T> bind(JsonNode document);

	/**
	 * Return the binder of a list of the root object.
	 * @param property the name of the list in JSON
	 * @param elementType the type of its elements
	 * @param <E> the type of its elements
	 * @return the binder
	 */
	<E> ElementBinder<E> elements(String property, Class<E> elementType);

}

package ai.apixo.structured;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An object or a list that is not closed yet.
 */
interface OpenContainer {

	/**
	 * Take the name of the next value.
	 * @param name the name
	 */
	void name(String name);

	/**
	 * Take the next value, which is finished.
	 * @param value the value
	 */
	void add(JsonNode value);

	/**
	 * Return whether a value comes next, not a name.
	 * @return whether a value comes next
	 */
	boolean awaitsValue();

	/**
	 * Return the container, to which nothing is added any more.
	 * @return the container
	 */
	JsonNode close();

	/**
	 * Return the container so far. What is added later does not change it.
	 * @param unfinished the value that is not finished yet, as far as it came
	 * @return the container
	 */
	JsonNode snapshot(@Nullable JsonNode unfinished);

}

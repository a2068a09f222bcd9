package ai.apixo.structured;

import java.util.List;

/**
 * Judges values that are bound.
 */
interface Validation {

	/**
	 * Return what is wrong with a value, inside of it included.
	 * @param value the value
	 * @param place where it stands
	 * @param path where it stands in the document
	 * @param shapes the named shapes
	 * @return the problems, empty if there are none
	 */
	List<Problem> problems(Object value, Place place, String path, Shapes shapes);

	static Validation none() {
		return (value, place, path, shapes) -> List.of();
	}

}

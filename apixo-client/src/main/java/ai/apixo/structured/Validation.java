package ai.apixo.structured;

import java.lang.reflect.Method;
import java.util.List;

import org.jspecify.annotations.Nullable;

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

	/**
	 * Return whether the declaration of a list has rules for its elements.
	 * @param owner the class with the list
	 * @param list the list
	 * @return whether {@link #problemsOfElement} may find any
	 */
	default boolean judgesElements(Class<?> owner, Component list) {
		return false;
	}

	/**
	 * Return what is wrong with an element by the declaration of its list.
	 * @param owner the class with the list
	 * @param list the list
	 * @param single a list of this element alone
	 * @param index the index of the element in the document
	 * @param shapes the named shapes
	 * @return the problems, empty if there are none
	 */
	default List<Problem> problemsOfElement(Class<?> owner, Component list, Object single, int index, Shapes shapes) {
		return List.of();
	}

	/**
	 * Return what is wrong with arguments by the declaration of their parameters, of
	 * those that have a shape.
	 * @param bean whose method is called
	 * @param method the method
	 * @param arguments all arguments
	 * @param shapes the shapes of the parameters
	 * @return the problems, empty if there are none
	 */
	default List<Problem> problemsOfArguments(Object bean, Method method, @Nullable Object[] arguments, Shapes shapes) {
		return List.of();
	}

	static Validation none() {
		return (value, place, path, shapes) -> List.of();
	}

}

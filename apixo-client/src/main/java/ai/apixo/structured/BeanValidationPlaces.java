package ai.apixo.structured;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import jakarta.validation.metadata.PropertyDescriptor;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.SmartValidator;

/**
 * Asks Bean Validation about values that are judged by the declaration of a place instead
 * of their own class: the elements of a list that is not complete yet, and the arguments
 * of a method. With {@link BeanValidationConstraints} the only class that knows it, so
 * that it may be missing.
 */
final class BeanValidationPlaces {

	private final Validator validator;

	private BeanValidationPlaces(Validator validator) {
		this.validator = validator;
	}

	/**
	 * Return the places that a validator of Spring can judge.
	 * @param validator the validator
	 * @return the places, {@code null} if Bean Validation is not behind it
	 */
	static @Nullable BeanValidationPlaces of(org.springframework.validation.Validator validator) {
		if (validator instanceof Validator bean) {
			return new BeanValidationPlaces(bean);
		}
		if (validator instanceof SmartValidator smart) {
			try {
				Validator bean = smart.unwrap(Validator.class);
				return (bean != null) ? new BeanValidationPlaces(bean) : null;
			}
			catch (IllegalArgumentException ex) {
				return null;
			}
		}
		return null;
	}

	/**
	 * Return whether the declaration of a list has rules for its elements.
	 * @param owner the class with the list
	 * @param property the name of the list in Java
	 * @return whether it has
	 */
	boolean judgesElements(Class<?> owner, String property) {
		PropertyDescriptor descriptor = this.validator.getConstraintsForClass(owner)
			.getConstraintsForProperty(property);
		return descriptor != null && !descriptor.getConstrainedContainerElementTypes().isEmpty();
	}

	/**
	 * Return which rules for its elements a list violates.
	 * @param owner the class with the list
	 * @param property the name of the list in Java
	 * @param list a list with one element
	 * @return the violations of the element, not those of the list itself
	 */
	List<Violation> ofElement(Class<?> owner, String property, Object list) {
		List<Violation> violations = new ArrayList<>();
		for (ConstraintViolation<?> violation : this.validator.validateValue(owner, property, list)) {
			if (isInside(violation.getPropertyPath())) {
				String field = field(violation.getPropertyPath(), List.of());
				// A set knows no index.
				violations.add(new Violation(field.equals(property) ? property + "[0]" : field, code(violation)));
			}
		}
		return violations;
	}

	private static boolean isInside(Path path) {
		for (Path.Node node : path) {
			if (node.isInIterable()) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Return which rules for its parameters the arguments of a method violate.
	 * @param bean whose method it is
	 * @param method the method
	 * @param arguments all arguments
	 * @param names the names of all parameters in Java
	 * @return the violations
	 */
	List<Violation> ofArguments(Object bean, Method method, @Nullable Object[] arguments, List<String> names) {
		List<Violation> violations = new ArrayList<>();
		for (ConstraintViolation<?> violation : this.validator.forExecutables()
			.validateParameters(bean, method, arguments)) {
			violations.add(new Violation(field(violation.getPropertyPath(), names), code(violation)));
		}
		return violations;
	}

	private static String code(ConstraintViolation<?> violation) {
		return violation.getConstraintDescriptor().getAnnotation().annotationType().getSimpleName();
	}

	private static String field(Path path, List<String> parameters) {
		StringBuilder field = new StringBuilder();
		for (Path.Node node : path) {
			if (node.isInIterable() && node.getIndex() != null) {
				field.append('[').append(node.getIndex()).append(']');
			}
			if (node.getKind() == ElementKind.PARAMETER) {
				field.append(parameters.get(node.as(Path.ParameterNode.class).getParameterIndex()));
			}
			else if (node.getKind() == ElementKind.PROPERTY) {
				field.append(field.isEmpty() ? "" : ".").append(node.getName());
			}
		}
		return field.toString();
	}

	/**
	 * A rule that a value violates.
	 *
	 * @param field where, in the names of Java, such as {@code names[0]}
	 * @param code the simple name of the annotation that sets the rule
	 */
	record Violation(String field, String code) {
	}

}

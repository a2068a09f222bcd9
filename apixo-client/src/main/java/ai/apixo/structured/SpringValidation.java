package ai.apixo.structured;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.validation.DirectFieldBindingResult;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.Validator;
import tools.jackson.databind.introspect.AnnotatedMember;

import ai.apixo.structured.Shape.ListShape;
import ai.apixo.structured.Shape.Member;
import ai.apixo.structured.Shape.ObjectShape;
import ai.apixo.structured.Shape.UnionShape;

/**
 * Applies Spring's validator to every object in a value that it supports, whether the
 * object around it asks for that or not: the schema has the constraints of all of them.
 */
final class SpringValidation implements Validation {

	private final Validator validator;

	private final @Nullable BeanValidationPlaces places;

	/**
	 * Create the validation.
	 * @param validator the validator
	 * @param beanValidation whether Bean Validation is on the class path
	 */
	SpringValidation(Validator validator, boolean beanValidation) {
		this.validator = validator;
		this.places = beanValidation ? BeanValidationPlaces.of(validator) : null;
	}

	@Override
	public List<Problem> problems(Object value, Place place, String path, Shapes shapes) {
		Set<Problem> problems = new LinkedHashSet<>();
		visit(value, place, path, shapes, problems);
		return DocumentOrder.sorted(List.copyOf(problems), shapes);
	}

	@Override
	public boolean judgesElements(Class<?> owner, Component list) {
		return this.places != null && this.places.judgesElements(owner, list.javaName());
	}

	@Override
	public List<Problem> problemsOfElement(Class<?> owner, Component list, Object single, int index, Shapes shapes) {
		if (this.places == null) {
			return List.of();
		}
		FieldPath paths = new FieldPath(root(shapes), shapes, "");
		try {
			return DocumentOrder.sorted(this.places.ofElement(owner, list.javaName(), single)
				.stream()
				.map((violation) -> paths.problem(violation.field().replaceFirst("\\[0]", "[" + index + "]"),
						violation.code()))
				.toList(), shapes);
		}
		catch (RuntimeException | AssertionError | StackOverflowError ex) {
			return List.of(notJudged(JsonPointers.child(JsonPointers.child("", list.name()), index), ex));
		}
	}

	@Override
	public List<Problem> problemsOfArguments(Object bean, Method method, @Nullable Object[] arguments, Shapes shapes) {
		if (this.places == null) {
			return List.of();
		}
		List<String> names = Arrays.stream(method.getParameters()).map(Parameter::getName).toList();
		FieldPath paths = new FieldPath(root(shapes), shapes, "");
		try {
			return DocumentOrder.sorted(this.places.ofArguments(bean, method, arguments, names)
				.stream()
				.filter((violation) -> root(shapes).componentOfJava(violation.field().split("[.\\[]", 2)[0]) != null)
				.map((violation) -> paths.problem(violation.field(), violation.code()))
				.toList(), shapes);
		}
		catch (RuntimeException | AssertionError | StackOverflowError ex) {
			return List.of(notJudged("", ex));
		}
	}

	/**
	 * Return the problem of a value whose validator throws. What it throws may quote
	 * values, so only its type is told.
	 */
	private static Problem notJudged(String path, Throwable thrown) {
		return new Problem(path,
				"cannot be validated, because its validator failed with " + thrown.getClass().getSimpleName());
	}

	private static ObjectShape root(Shapes shapes) {
		return (ObjectShape) shapes.resolve(shapes.root().shape());
	}

	private void visit(@Nullable Object value, Place place, String path, Shapes shapes, Set<Problem> problems) {
		Object present = (value instanceof Optional<?> optional) ? optional.orElse(null) : value;
		if (present == null) {
			return;
		}
		if (place.shape() instanceof ListShape list) {
			int index = 0;
			for (Object element : elements(present)) {
				visit(element, list.element(), JsonPointers.child(path, index++), shapes, problems);
			}
		}
		ObjectShape object = object(present, place, shapes);
		if (object != null) {
			validate(present, object, path, shapes, problems);
			for (Component component : object.components()) {
				AnnotatedMember accessor = component.accessor();
				if (accessor != null) {
					visit(valueOf(accessor, present), component.place(), JsonPointers.child(path, component.name()),
							shapes, problems);
				}
			}
		}
	}

	/**
	 * Return what an accessor returns. One of the application that throws has nothing to
	 * validate, and its text may quote values.
	 */
	private static @Nullable Object valueOf(AnnotatedMember accessor, Object owner) {
		try {
			return accessor.getValue(owner);
		}
		catch (RuntimeException ex) {
			return null;
		}
	}

	private static Iterable<?> elements(Object list) {
		if (list instanceof Collection<?> collection) {
			return collection;
		}
		if (!list.getClass().isArray()) {
			return List.of();
		}
		List<@Nullable Object> elements = new ArrayList<>();
		for (int i = 0; i < Array.getLength(list); i++) {
			elements.add(Array.get(list, i));
		}
		return elements;
	}

	private static @Nullable ObjectShape object(Object value, Place place, Shapes shapes) {
		Shape shape = shapes.resolve(place.shape());
		if (shape instanceof UnionShape union) {
			for (Member member : union.members()) {
				if (member.type() == value.getClass()) {
					return (ObjectShape) shapes.resolve(member.shape());
				}
			}
		}
		return (shape instanceof ObjectShape object) ? object : null;
	}

	private void validate(Object value, ObjectShape shape, String path, Shapes shapes, Set<Problem> problems) {
		DirectFieldBindingResult errors = new DirectFieldBindingResult(value, "document");
		try {
			if (this.validator.supports(value.getClass())) {
				this.validator.validate(value, errors);
			}
		}
		catch (RuntimeException | AssertionError | StackOverflowError ex) {
			problems.add(notJudged(path, ex));
		}
		for (ObjectError error : errors.getAllErrors()) {
			String field = (error instanceof FieldError fieldError) ? fieldError.getField() : "";
			problems.add(new FieldPath(shape, shapes, path).problem(field, error.getCode()));
		}
	}

}

package ai.apixo.structured;

import java.io.Reader;
import java.lang.reflect.Array;
import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;
import tools.jackson.core.JsonParser;

import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.client.error.ApixoStructuredOutputException.Reason;
import ai.apixo.structured.Shape.ListShape;
import ai.apixo.structured.Shape.ObjectShape;
import ai.apixo.structured.Shape.Reference;

/**
 * Binds the elements of a list of the root object, each on its own.
 *
 * @param <E> the type of the elements
 */
final class ElementBinder<E> {

	private final String property;

	/** Where the list stands in the document. */
	private final String path;

	private final ListShape list;

	private final @Nullable Declared declared;

	private final boolean nullable;

	private final Shapes shapes;

	private final BindingMapper mapper;

	private final Validation validation;

	private ElementBinder(String property, ListShape list, boolean nullable, @Nullable Declared declared, Shapes shapes,
			BindingMapper mapper, Validation validation) {
		this.property = property;
		this.path = JsonPointers.child("", property);
		this.list = list;
		this.nullable = nullable;
		this.declared = declared;
		this.shapes = shapes;
		this.mapper = mapper;
		this.validation = validation;
	}

	/**
	 * Return the binder of a list.
	 * @param property the name of the list in JSON
	 * @param elementType the type of its elements
	 * @param shapes the shapes of the root
	 * @param mapper the mapper
	 * @param validation judges the elements
	 * @param <E> the type of the elements
	 * @return the binder
	 * @throws ApixoConfigurationException if there is no such list
	 */
	static <E> ElementBinder<E> of(String property, Class<E> elementType, Shapes shapes, BindingMapper mapper,
			Validation validation) {
		Place place = place(property, shapes);
		if (place == null || !(place.shape() instanceof ListShape list)) {
			throw new ApixoConfigurationException(shapes.name() + " has no list named '" + property
					+ "'. Name a list of the root object as it is called in JSON");
		}
		Class<?> actual = ClassUtils.resolvePrimitiveIfNecessary(list.elementType().getRawClass());
		if (actual != ClassUtils.resolvePrimitiveIfNecessary(elementType)) {
			throw new ApixoConfigurationException("The elements of '" + property + "' in " + shapes.name() + " are "
					+ actual.getSimpleName() + ", not " + elementType.getSimpleName());
		}
		return new ElementBinder<>(property, list, place.nullable(), declared(property, shapes, validation), shapes,
				mapper, validation);
	}

	private static @Nullable Declared declared(String property, Shapes shapes, Validation validation) {
		if (!shapes.isObject() || !(shapes.root().shape() instanceof Reference root)
				|| !(shapes.resolve(root) instanceof ObjectShape object)) {
			return null;
		}
		Class<?> owner = root.key().type().getRawClass();
		Component list = object.component(property);
		return (list != null && validation.judgesElements(owner, list)) ? new Declared(owner, list) : null;
	}

	private static @Nullable Place place(String property, Shapes shapes) {
		if (shapes.isObject() && shapes.resolve(shapes.root().shape()) instanceof ObjectShape object) {
			Component component = object.component(property);
			return (component != null) ? component.place() : null;
		}
		return property.equals(SchemaForm.VALUE) ? shapes.root() : null;
	}

	String property() {
		return this.property;
	}

	/**
	 * Return whether the list may be null or missing.
	 * @return whether it may
	 */
	boolean isNullable() {
		return this.nullable;
	}

	/**
	 * Return a parser of elements.
	 * @param text the elements, each in a list of its own, as the list's own deserializer
	 * reads them
	 * @return the parser
	 */
	JsonParser parser(Reader text) {
		return DocumentText.parser(new StrictReadContext(this.mapper.context()), text);
	}

	/**
	 * Bind and validate the next element.
	 * @param parser the parser of elements
	 * @param index its index
	 * @return the element, or what is wrong with it
	 */
	@SuppressWarnings("unchecked")
	Outcome<E> bind(JsonParser parser, int index) {
		String path = JsonPointers.child(this.path, index);
		Object single;
		Object value;
		try {
			single = this.mapper.read(this.list.deserializer(), parser);
			passRest(parser);
			value = first(single);
		}
		catch (RuntimeException | AssertionError | StackOverflowError ex) {
			return new Outcome.Failure<>(Reason.INVALID, List.of(BindingProblems.ofElement(ex, path)));
		}
		if (value == null) {
			return Outcome.Failure.of(Reason.INVALID, path, "is null, which a stream of elements cannot carry");
		}
		List<Problem> problems = this.validation.problems(value, this.list.element(), path, this.shapes);
		if (problems.isEmpty() && this.declared != null) {
			problems = this.validation.problemsOfElement(this.declared.owner(), this.declared.list(), single, index,
					this.shapes);
		}
		return problems.isEmpty() ? new Outcome.Value<>((E) value) : new Outcome.Failure<>(Reason.INVALID, problems);
	}

	/**
	 * Pass over what a deserializer of the application has not read.
	 */
	private static void passRest(JsonParser parser) {
		while (!parser.streamReadContext().inRoot()) {
			parser.nextToken();
		}
	}

	private static @Nullable Object first(Object list) {
		return (list instanceof Collection<?> collection) ? collection.iterator().next() : Array.get(list, 0);
	}

	/**
	 * A list whose declaration has rules for its elements.
	 *
	 * @param owner the class with the list
	 * @param list the list
	 */
	private record Declared(Class<?> owner, Component list) {
	}

}

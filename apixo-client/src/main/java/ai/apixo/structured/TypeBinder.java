package ai.apixo.structured;

import java.lang.reflect.Type;
import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;

import ai.apixo.client.error.ApixoStructuredOutputException.Reason;

/**
 * Binds documents to a type.
 *
 * @param <T> the type
 */
final class TypeBinder<T> implements DocumentBinder<T> {

	private final Shapes shapes;

	private final BindingMapper mapper;

	private final ObjectReader reader;

	private final Validation validation;

	private final boolean wrapped;

	TypeBinder(Type type, Shapes shapes, BindingMapper mapper, Validation validation) {
		this.shapes = shapes;
		this.mapper = mapper;
		this.reader = mapper.readerFor(mapper.constructType(type));
		this.validation = validation;
		this.wrapped = !shapes.isObject();
	}

	@Override
	public Outcome<T> bind(JsonNode document) {
		if (!document.isObject()) {
			return Outcome.Failure.of(Reason.INVALID, "", "is not an object");
		}
		if (!this.wrapped) {
			return read(document, "");
		}
		String path = JsonPointers.child("", SchemaForm.VALUE);
		JsonNode value = document.get(SchemaForm.VALUE);
		boolean missing = value == null || (value.isNull() && !this.shapes.root().nullable());
		return missing ? Outcome.Failure.of(Reason.INVALID, path, "is required and must not be null")
				: read(value, path);
	}

	private Outcome<T> read(JsonNode node, String path) {
		T value;
		try {
			value = this.reader.readValue(node);
		}
		catch (RuntimeException | AssertionError | StackOverflowError ex) {
			return new Outcome.Failure<>(Reason.INVALID, List.of(BindingProblems.of(ex, path)));
		}
		List<Problem> problems = this.validation.problems(value, this.shapes.root(), path, this.shapes);
		return problems.isEmpty() ? new Outcome.Value<>(value) : new Outcome.Failure<>(Reason.INVALID, problems);
	}

	@Override
	public <E> ElementBinder<E> elements(String property, Class<E> elementType) {
		return ElementBinder.of(property, elementType, this.shapes, this.mapper, this.validation);
	}

}

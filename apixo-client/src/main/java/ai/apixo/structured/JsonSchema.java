package ai.apixo.structured;

import java.lang.reflect.Type;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.client.error.ApixoStructuredOutputException;

/**
 * The JSON Schema (2020-12) of a type. A document that matches the schema can be bound
 * with {@link #read(JsonNode)}. The root is always an object. A type that is not an
 * object, such as a list or a sealed family, becomes the property {@code value} of one.
 *
 * @param <T> the type
 * @since 0.1.0
 */
public final class JsonSchema<T> {

	private final Type type;

	private final Shapes shapes;

	private final ObjectNode full;

	private final @Nullable ObjectNode strict;

	private final @Nullable String recursion;

	private final DocumentBinder<T> binder;

	JsonSchema(Type type, Shapes shapes, DocumentBinder<T> binder) {
		Definitions definitions = Definitions.of(shapes);
		this.type = type;
		this.shapes = shapes;
		this.full = SchemaForm.full(shapes, definitions);
		this.recursion = definitions.recursion();
		this.strict = (this.recursion == null) ? SchemaForm.strict(shapes, definitions) : null;
		this.binder = binder;
	}

	/**
	 * Return the type.
	 * @return the type, {@code Object[]} for parameters
	 */
	public Type type() {
		return this.type;
	}

	/**
	 * Return the form that {@code output_config} and strict tools accept: only
	 * {@code type}, {@code properties}, {@code required}, {@code additionalProperties},
	 * {@code items}, {@code enum}, {@code const}, {@code anyOf}, {@code $ref},
	 * {@code $defs}, {@code description} and {@code format}. Every component is required,
	 * and an optional one may be null. Constraints are expressed in words in the
	 * descriptions.
	 * @return a copy of the schema
	 * @throws ApixoConfigurationException if the type contains itself
	 */
	public ObjectNode strict() {
		return strictNode().deepCopy();
	}

	/**
	 * Return the form with all constraints, for tools and for people. A component that
	 * may be null may also be absent.
	 * @return a copy of the schema
	 */
	public ObjectNode full() {
		return this.full.deepCopy();
	}

	/**
	 * Bind and validate a document.
	 * @param value the document, an object
	 * @return the value
	 * @throws ApixoStructuredOutputException if the document cannot be bound or is
	 * invalid
	 */
	public T read(JsonNode value) {
		Outcome<T> outcome = bind(value);
		if (outcome instanceof Outcome.Value<T> bound) {
			return bound.value();
		}
		throw StructuredFailures.ofDocument(this.shapes.name(), (Outcome.Failure<T>) outcome);
	}

	/**
	 * Bind and validate the arguments of a tool call.
	 * @param arguments the arguments, an object
	 * @return the value
	 * @throws ApixoStructuredOutputException if they cannot be bound or are invalid. Its
	 * message is suitable for the model: it contains paths and rules but neither values
	 * nor Java names
	 */
	public T readArguments(JsonNode arguments) {
		Outcome<T> outcome = bind(arguments);
		if (outcome instanceof Outcome.Value<T> bound) {
			return bound.value();
		}
		throw StructuredFailures.ofArguments((Outcome.Failure<T>) outcome);
	}

	Outcome<T> bind(JsonNode document) {
		return this.binder.bind(document);
	}

	/**
	 * Return the binder of a list of the root object.
	 * @param property the name of the list in JSON
	 * @param elementType the type of its elements
	 * @param <E> the type of its elements
	 * @return the binder
	 * @throws ApixoConfigurationException if there is no such list
	 */
	<E> ElementBinder<E> elements(String property, Class<E> elementType) {
		return this.binder.elements(property, elementType);
	}

	/**
	 * Return whether the type is not an object and is therefore the property
	 * {@code value} of one.
	 * @return whether documents are wrapped
	 */
	public boolean isWrapped() {
		return !this.shapes.isObject();
	}

	String name() {
		return this.shapes.name();
	}

	ObjectNode fullNode() {
		return this.full;
	}

	ObjectNode strictNode() {
		if (this.strict == null) {
			throw new ApixoConfigurationException(this.recursion
					+ ": the type contains itself, which 'output_config' does not accept. Use the mode TOOL, or a list of records that name their parents");
		}
		return this.strict;
	}

	/**
	 * Return the schema as it is sent.
	 */
	@Override
	public String toString() {
		return "JsonSchema[" + this.shapes.name() + "]";
	}

}

package ai.apixo.structured;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import ai.apixo.structured.Shape.Discriminator;
import ai.apixo.structured.Shape.EnumShape;
import ai.apixo.structured.Shape.ListShape;
import ai.apixo.structured.Shape.Member;
import ai.apixo.structured.Shape.ObjectShape;
import ai.apixo.structured.Shape.Reference;
import ai.apixo.structured.Shape.ScalarShape;
import ai.apixo.structured.Shape.UnionShape;

/**
 * Writes shapes as JSON Schema 2020-12. The strict form knows only the keywords that
 * {@code output_config} accepts and requires every component (STR-6); the full form has
 * all constraints and requires what the mapper requires (STR-7).
 */
final class SchemaForm {

	/** The property of the root that stands for a type that is no object (STR-11). */
	static final String VALUE = "value";

	private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

	private final Shapes shapes;

	private final Map<ShapeKey, String> names;

	private final boolean strict;

	private SchemaForm(Shapes shapes, Map<ShapeKey, String> names, boolean strict) {
		this.shapes = shapes;
		this.names = names;
		this.strict = strict;
	}

	static ObjectNode strict(Shapes shapes, Definitions definitions) {
		return new SchemaForm(shapes, definitions.names(), true).document();
	}

	static ObjectNode full(Shapes shapes, Definitions definitions) {
		return new SchemaForm(shapes, definitions.names(), false).document();
	}

	private ObjectNode document() {
		ObjectNode root;
		if (this.shapes.resolve(this.shapes.root().shape()) instanceof ObjectShape object
				&& !this.shapes.root().nullable()) {
			root = object(object);
		}
		else {
			root = object(List.of(new Component(VALUE, VALUE, this.shapes.root(), true, null)), null, null);
		}
		if (!this.names.isEmpty()) {
			ObjectNode definitions = root.putObject("$defs");
			this.names.forEach((key, name) -> definitions.set(name, named(key)));
		}
		return root;
	}

	private ObjectNode place(Place place) {
		ObjectNode schema = schema(place.shape());
		String description = place.description();
		if (this.strict) {
			description = said(description, place.constraints());
		}
		else {
			constrain(schema, place.constraints());
		}
		if (place.nullable()) {
			schema = orNull(schema);
		}
		return described(schema, description);
	}

	private ObjectNode schema(Shape shape) {
		if (shape instanceof Reference reference) {
			String name = this.names.get(reference.key());
			return (name != null) ? NODES.objectNode().put("$ref", "#/$defs/" + name) : named(reference.key());
		}
		if (shape instanceof ListShape list) {
			ObjectNode schema = NODES.objectNode().put("type", "array");
			schema.set("items", place(list.element()));
			return schema;
		}
		ScalarShape scalar = (ScalarShape) shape;
		ObjectNode schema = NODES.objectNode().put("type", scalar.type());
		return (scalar.format() != null) ? schema.put("format", scalar.format()) : schema;
	}

	private ObjectNode named(ShapeKey key) {
		Shape shape = this.shapes.resolve(new Reference(key));
		if (shape instanceof ObjectShape object) {
			return object(object);
		}
		if (shape instanceof UnionShape union) {
			ObjectNode schema = described(NODES.objectNode(), union.description());
			ArrayNode members = schema.putArray("anyOf");
			for (Member member : union.members()) {
				members.add(schema(member.shape()));
			}
			return schema;
		}
		EnumShape constants = (EnumShape) shape;
		ObjectNode schema = described(NODES.objectNode(), constants.description()).put("type", constants.type());
		constants.constants().forEach(schema.putArray("enum")::add);
		return schema;
	}

	private ObjectNode object(ObjectShape object) {
		return object(object.components(), object.discriminator(), object.description());
	}

	private ObjectNode object(List<Component> components, @Nullable Discriminator discriminator,
			@Nullable String description) {
		ObjectNode schema = described(NODES.objectNode(), description).put("type", "object");
		ObjectNode properties = schema.putObject("properties");
		List<String> required = new ArrayList<>();
		if (discriminator != null) {
			properties.putObject(discriminator.property()).put("type", "string").put("const", discriminator.id());
			required.add(discriminator.property());
		}
		for (Component component : components) {
			properties.set(component.name(), place(component.place()));
			if (this.strict || component.required()) {
				required.add(component.name());
			}
		}
		required.forEach(schema.putArray("required")::add);
		return schema.put("additionalProperties", false);
	}

	private static ObjectNode orNull(ObjectNode schema) {
		ObjectNode nothing = NODES.objectNode().put("type", "null");
		if (schema.get("anyOf") instanceof ArrayNode members) {
			members.add(nothing);
			return schema;
		}
		ObjectNode union = NODES.objectNode();
		union.putArray("anyOf").add(schema).add(nothing);
		return union;
	}

	private static void constrain(ObjectNode schema, List<Constraint> constraints) {
		for (Constraint constraint : constraints) {
			String keyword = constraint.keyword();
			if (keyword == null) {
				continue;
			}
			if (!schema.has(keyword)) {
				schema.set(keyword, constraint.value());
			}
			else if (!schema.get(keyword).equals(constraint.value())) {
				JsonNode further = schema.get("allOf");
				ArrayNode all = (further instanceof ArrayNode array) ? array : schema.putArray("allOf");
				all.addObject().set(keyword, constraint.value());
			}
		}
	}

	private static @Nullable String said(@Nullable String description, List<Constraint> constraints) {
		String words = constraints.stream()
			.map(Constraint::words)
			.filter((word) -> !word.isEmpty())
			.collect(Collectors.joining(", "));
		if (words.isEmpty()) {
			return description;
		}
		return ((description != null) ? description + " " : "") + "Must " + words + ".";
	}

	// The description comes first, so that it is read before what it describes.
	private static ObjectNode described(ObjectNode schema, @Nullable String description) {
		if (description == null || description.isEmpty()) {
			return schema;
		}
		ObjectNode described = NODES.objectNode().put("description", description);
		schema.properties().forEach((property) -> {
			if (!property.getKey().equals("description")) {
				described.set(property.getKey(), Objects.requireNonNull(property.getValue()));
			}
		});
		return described;
	}

}

package ai.apixo.structured;

import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;

/**
 * What the mapper reads for a type. Objects, families and enums have a name and stand in
 * {@link Shapes}, so that a type can contain itself.
 */
sealed interface Shape {

	/**
	 * A JSON object.
	 *
	 * @param description what the class says about itself
	 * @param discriminator tells which member of a family it is
	 * @param components its properties, in order
	 */
	record ObjectShape(@Nullable String description, @Nullable Discriminator discriminator,
			List<Component> components) implements Shape {

		@Nullable Component component(String name) {
			for (Component component : this.components) {
				if (component.name().equals(name)) {
					return component;
				}
			}
			return null;
		}

		@Nullable Component componentOfJava(String javaName) {
			for (Component component : this.components) {
				if (component.javaName().equals(javaName)) {
					return component;
				}
			}
			return null;
		}

	}

	/**
	 * One of several objects.
	 *
	 * @param description what the family says about itself
	 * @param members its members, in order
	 */
	record UnionShape(@Nullable String description, List<Member> members) implements Shape {
	}

	/**
	 * A member of a family.
	 *
	 * @param type its class
	 * @param shape its object
	 */
	record Member(Class<?> type, Reference shape) {
	}

	/**
	 * A property whose constant value tells the member of a family.
	 *
	 * @param property its name
	 * @param id its value
	 */
	record Discriminator(String property, String id) {
	}

	/**
	 * One of several constants.
	 *
	 * @param description what the enum says about itself
	 * @param type {@code string} or {@code integer}
	 * @param constants the constants as the mapper writes them
	 */
	record EnumShape(@Nullable String description, String type, List<JsonNode> constants) implements Shape {
	}

	/**
	 * A JSON array.
	 *
	 * @param element its elements
	 * @param elementType their Java type
	 * @param deserializer reads a whole list
	 */
	record ListShape(Place element, JavaType elementType, ValueDeserializer<?> deserializer) implements Shape {
	}

	/**
	 * A JSON scalar.
	 *
	 * @param type {@code string}, {@code integer}, {@code number} or {@code boolean}
	 * @param format a format of JSON Schema
	 */
	record ScalarShape(String type, @Nullable String format) implements Shape {
	}

	/**
	 * A shape that stands in {@link Shapes}.
	 *
	 * @param key its key
	 */
	record Reference(ShapeKey key) implements Shape {
	}

}

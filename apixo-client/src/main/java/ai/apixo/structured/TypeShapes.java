package ai.apixo.structured;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.deser.bean.BeanAsArrayDeserializer;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.deser.std.ContainerDeserializerBase;
import tools.jackson.databind.jsontype.TypeDeserializer;
import tools.jackson.databind.type.LogicalType;

import ai.apixo.structured.Shape.EnumShape;
import ai.apixo.structured.Shape.ListShape;
import ai.apixo.structured.Shape.Reference;

/**
 * Derives shapes from the deserializers of the mapper: what they read is what the schema
 * says.
 */
final class TypeShapes {

	private final Derivation derivation;

	private final ObjectShapes objects;

	private final FamilyShapes families;

	private final ScalarShapes scalars;

	private final ConstraintSource constraints;

	private TypeShapes(Derivation derivation, ConstraintSource constraints) {
		this.derivation = derivation;
		this.constraints = constraints;
		this.objects = new ObjectShapes(derivation, this);
		this.families = new FamilyShapes(derivation, this.objects);
		this.scalars = new ScalarShapes(derivation.mapper());
	}

	/**
	 * Derive the shapes of a type.
	 * @param type the type
	 * @param mapper the mapper that reads it
	 * @param constraints what else is known of its values
	 * @return the shapes
	 */
	static Shapes of(Type type, BindingMapper mapper, ConstraintSource constraints) {
		Derivation derivation = new Derivation(TypeNames.of(type), mapper);
		if (GenericTypes.hasWildcard(type)) {
			throw derivation.refuse("", "a wildcard can be anything, name the type");
		}
		JavaType javaType = derivation.context().constructType(type);
		Place root = new TypeShapes(derivation, constraints).root(javaType);
		return derivation.shapes(root);
	}

	/**
	 * Return a derivation for places that are given one by one.
	 * @param derivation its state
	 * @param constraints what else is known of its values
	 * @return the derivation
	 */
	static TypeShapes of(Derivation derivation, ConstraintSource constraints) {
		return new TypeShapes(derivation, constraints);
	}

	private Place root(JavaType type) {
		return place(type, this.derivation.context().findContextualValueDeserializer(type, null),
				this.derivation.context().findTypeDeserializer(type), null, false, List.of(), "");
	}

	/**
	 * Return the place of a component.
	 * @param property the component
	 * @param deserializer reads it
	 * @param typeDeserializer tells the member of a family
	 * @param elementNullable whether elements in it may be null
	 * @param declarations where it is declared
	 * @param path where it is
	 * @return the place
	 */
	Place component(BeanProperty property, ValueDeserializer<?> deserializer,
			@Nullable TypeDeserializer typeDeserializer, boolean elementNullable, List<Declaration> declarations,
			String path) {
		if (GenericTypes.hasWildcard(declarations)) {
			throw this.derivation.refuse(path, "a wildcard can be anything, name the type");
		}
		Place place = place(property.getType(), deserializer, typeDeserializer, property, elementNullable, declarations,
				path);
		return place.with(List.of(), property.getMetadata().getDescription());
	}

	private Place place(JavaType type, ValueDeserializer<?> deserializer, @Nullable TypeDeserializer typeDeserializer,
			@Nullable BeanProperty property, boolean elementNullable, List<Declaration> declarations, String path) {
		if (type.isReferenceType()) {
			return reference(type, property, elementNullable, declarations, path);
		}
		Place place = plain(type, deserializer, typeDeserializer, property, elementNullable, declarations, path);
		return place.with(this.constraints.of(declarations, place.shape()), null);
	}

	private Place plain(JavaType type, ValueDeserializer<?> deserializer, @Nullable TypeDeserializer typeDeserializer,
			@Nullable BeanProperty property, boolean elementNullable, List<Declaration> declarations, String path) {
		if (typeDeserializer != null) {
			return Place.of(this.families.of(type, typeDeserializer, property, path), false);
		}
		if (deserializer instanceof BeanDeserializerBase bean) {
			return bean(type, bean, property, path);
		}
		if (deserializer.getDelegatee() != null && deserializer.logicalType() == null) {
			return converted(deserializer.getDelegatee(), property, path);
		}
		LogicalType logicalType = deserializer.logicalType();
		if (logicalType == null) {
			throw this.derivation.refuse(path,
					"the deserializer of " + name(type) + " does not say what it reads, override its logicalType()");
		}
		return switch (logicalType) {
			case Map -> throw this.derivation.refuse(path, "a Map has no fixed keys, use a list of records");
			case Untyped -> throw this.derivation.refuse(path, untyped(type, declarations));
			case POJO -> throw this.derivation.refuse(path, "the abstract type " + name(type)
					+ " has no known subtypes, make it sealed or use @JsonTypeInfo with @JsonSubTypes");
			case Array, Collection -> (type.getRawClass() == char[].class) ? ScalarShapes.text()
					: Place.of(list(type, deserializer, property, elementNullable, declarations, path), false);
			case Enum -> Place.of(enumOf(type, property, path), false);
			default -> this.scalars.of(type.getRawClass(), logicalType, property);
		};
	}

	private Place bean(JavaType type, BeanDeserializerBase bean, @Nullable BeanProperty property, String path) {
		ValueInstantiator instantiator = bean.getValueInstantiator();
		if (instantiator.canCreateFromObjectWith() || instantiator.canCreateUsingDefault()) {
			if (bean instanceof BeanAsArrayDeserializer) {
				throw this.derivation.refuse(path, "the mapper reads " + name(type) + " from an array, use an object");
			}
			return Place.of(this.objects.of(type, bean, path), false);
		}
		JavaType delegate = instantiator.getDelegateType(this.derivation.context().getConfig());
		if (delegate == null) {
			delegate = instantiator.getArrayDelegateType(this.derivation.context().getConfig());
		}
		if (delegate != null) {
			return place(delegate, find(delegate, null), this.derivation.context().findTypeDeserializer(delegate), null,
					false, List.of(), path);
		}
		LogicalType scalar = scalar(instantiator);
		if (scalar == null) {
			throw this.derivation.refuse(path, "the mapper cannot create a " + name(type) + ", use a record");
		}
		return this.scalars.of(Object.class, scalar, property);
	}

	private static @Nullable LogicalType scalar(ValueInstantiator instantiator) {
		if (instantiator.canCreateFromString()) {
			return LogicalType.Textual;
		}
		if (instantiator.canCreateFromInt() || instantiator.canCreateFromLong()
				|| instantiator.canCreateFromBigInteger()) {
			return LogicalType.Integer;
		}
		if (instantiator.canCreateFromDouble() || instantiator.canCreateFromBigDecimal()) {
			return LogicalType.Float;
		}
		return instantiator.canCreateFromBoolean() ? LogicalType.Boolean : null;
	}

	private Place converted(ValueDeserializer<?> delegatee, @Nullable BeanProperty property, String path) {
		JavaType type = (delegatee instanceof ContainerDeserializerBase<?> container) ? container.getValueType()
				: this.derivation.context().constructType(delegatee.handledType());
		return place(Objects.requireNonNull(type), delegatee, null, property, false, List.of(), path);
	}

	private Place reference(JavaType type, @Nullable BeanProperty property, boolean elementNullable,
			List<Declaration> declarations, String path) {
		JavaType content = type.getContentType();
		return place(content, find(content, property), typeDeserializer(content), property, elementNullable,
				Declaration.ofElements(declarations), path)
			.orNull();
	}

	private ListShape list(JavaType type, ValueDeserializer<?> deserializer, @Nullable BeanProperty property,
			boolean elementNullable, List<Declaration> declarations, String path) {
		JavaType content = type.getContentType();
		if (content == null) {
			throw this.derivation.refuse(path, "the elements of " + name(type) + " are not known, use a List");
		}
		ValueDeserializer<?> reader = (deserializer instanceof ContainerDeserializerBase<?> container)
				? container.getContentDeserializer() : null;
		Place element = place(content, (reader != null) ? reader : find(content, property), typeDeserializer(content),
				property, elementNullable, Declaration.ofElements(declarations), JsonPointers.child(path, "*"));
		return new ListShape(elementNullable ? element.orNull() : element, content, deserializer);
	}

	private Shape enumOf(JavaType type, @Nullable BeanProperty property, String path) {
		EnumShape shape = EnumShapes.of(this.derivation, type, property, path);
		ShapeKey key = new ShapeKey(type, shape.constants().toString());
		this.derivation.complete(key, shape);
		return new Reference(key);
	}

	private ValueDeserializer<?> find(JavaType type, @Nullable BeanProperty property) {
		return this.derivation.context().findContextualValueDeserializer(type, property);
	}

	private @Nullable TypeDeserializer typeDeserializer(JavaType type) {
		return (type.getTypeHandler() instanceof TypeDeserializer handler) ? handler
				: this.derivation.context().findTypeDeserializer(type);
	}

	private static String untyped(JavaType type, List<Declaration> declarations) {
		if (type.isJavaLangObject() && GenericTypes.hasVariable(declarations)) {
			return "the type variable is not known here, name the type argument";
		}
		return "a " + name(type) + " can be anything, use a record";
	}

	private static String name(JavaType type) {
		return type.getRawClass().getSimpleName();
	}

}

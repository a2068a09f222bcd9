package ai.apixo.structured;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.deser.impl.NullsFailProvider;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.BeanPropertyDefinition;

import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.structured.Shape.Discriminator;
import ai.apixo.structured.Shape.ObjectShape;
import ai.apixo.structured.Shape.Reference;

/**
 * Derives the shapes of objects from the properties of their deserializers.
 */
final class ObjectShapes {

	private final Derivation derivation;

	private final TypeShapes types;

	ObjectShapes(Derivation derivation, TypeShapes types) {
		this.derivation = derivation;
		this.types = types;
	}

	/**
	 * Return the shape of an object.
	 * @param type its type
	 * @param bean its deserializer
	 * @param path where it is
	 * @return the shape
	 */
	Reference of(JavaType type, BeanDeserializerBase bean, String path) {
		return of(type, bean, properties(bean), null, path);
	}

	/**
	 * Return the shape of a member of a family.
	 * @param type its type
	 * @param bean its deserializer
	 * @param discriminator tells which member it is
	 * @param existing whether the discriminator is also a component
	 * @param path where it is
	 * @return the shape
	 */
	Reference ofMember(JavaType type, BeanDeserializerBase bean, Discriminator discriminator, boolean existing,
			String path) {
		List<SettableBeanProperty> properties = properties(bean);
		boolean found = properties.removeIf((property) -> property.getName().equals(discriminator.property()));
		if (found && !existing) {
			throw this.derivation.refuse(JsonPointers.child(path, discriminator.property()),
					type.getRawClass().getSimpleName()
							+ " has a component with the name of the discriminator, rename it");
		}
		return of(type, bean, properties, discriminator, path);
	}

	private Reference of(JavaType type, BeanDeserializerBase bean, List<SettableBeanProperty> properties,
			@Nullable Discriminator discriminator, String path) {
		String name = type.getRawClass().getSimpleName();
		if (type.getRawClass().getTypeParameters().length > 0 && type.getBindings().isEmpty()) {
			throw this.derivation.refuse(path, "the type arguments of " + name + " are not known, name them");
		}
		if (bean.hasAnySetter()) {
			throw this.derivation.refuse(path,
					"@JsonAnySetter of " + name + " has no fixed keys, use a list of records");
		}
		if (bean.getObjectIdReader(this.derivation.context()) != null) {
			throw this.derivation.refuse(path,
					"@JsonIdentityInfo of " + name + " puts ids in the place of objects, use a component with the id");
		}
		ShapeKey key = new ShapeKey(type, discriminator + properties.toString());
		if (this.derivation.begin(key, new ObjectShape(null, discriminator, List.of()))) {
			BeanDescription description = this.derivation.context().introspectBeanDescription(type);
			Map<String, BeanPropertyDefinition> definitions = definitions(description);
			description.findProperties().forEach((definition) -> refuseUnlisted(definition, path));
			refuseIgnored(bean, path);
			List<Component> components = new ArrayList<>();
			for (SettableBeanProperty property : properties) {
				components.add(component(property, definitions.get(property.getName()),
						JsonPointers.child(path, property.getName())));
			}
			this.derivation.complete(key,
					new ObjectShape(this.derivation.description(type), discriminator, List.copyOf(components)));
		}
		return new Reference(key);
	}

	private List<SettableBeanProperty> properties(BeanDeserializerBase bean) {
		List<SettableBeanProperty> properties = new ArrayList<>();
		for (Iterator<SettableBeanProperty> all = bean.properties(); all.hasNext();) {
			SettableBeanProperty property = all.next();
			if (!property.isIgnorable() && !property.isInjectionOnly() && !isBackReference(property)) {
				properties.add(property);
			}
		}
		return properties;
	}

	/**
	 * Return whether the mapper sets the property itself, to the object around.
	 */
	private boolean isBackReference(SettableBeanProperty property) {
		DeserializationConfig config = this.derivation.context().getConfig();
		AnnotatedMember member = property.getMember();
		// That of an object id has none.
		AnnotationIntrospector.ReferenceProperty reference = (member != null)
				? config.getAnnotationIntrospector().findReferenceType(config, member) : null;
		return reference != null && reference.isBackReference();
	}

	/**
	 * Refuse a component that the mapper passes over here, but that it needs to create
	 * the object.
	 */
	private void refuseIgnored(BeanDeserializerBase bean, String path) {
		Set<String> read = new HashSet<>();
		bean.properties().forEachRemaining((property) -> read.add(property.getName()));
		bean.creatorProperties().forEachRemaining((property) -> {
			if (!read.contains(property.getName()) && property.getNullValueProvider() instanceof NullsFailProvider) {
				throw neededButIgnored(property, path);
			}
		});
		DeserializationContext context = this.derivation.context();
		SettableBeanProperty[] arguments = bean.getValueInstantiator().getFromObjectArguments(context.getConfig());
		if (arguments != null && context.isEnabled(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)) {
			for (SettableBeanProperty argument : arguments) {
				if (argument.isIgnorable() && argument.getType().isPrimitive()) {
					throw neededButIgnored(argument, path);
				}
			}
		}
	}

	private ApixoConfigurationException neededButIgnored(SettableBeanProperty property, String path) {
		return this.derivation.refuse(JsonPointers.child(path, property.getName()),
				"the mapper passes over it here and cannot create the object without it, "
						+ (property.getType().isPrimitive() ? "use the wrapper type" : "make it nullable"));
	}

	private static Map<String, BeanPropertyDefinition> definitions(BeanDescription description) {
		Map<String, BeanPropertyDefinition> definitions = new HashMap<>();
		description.findProperties().forEach((definition) -> definitions.put(definition.getName(), definition));
		return definitions;
	}

	private Component component(SettableBeanProperty property, @Nullable BeanPropertyDefinition definition,
			String path) {
		List<Declaration> declarations = (definition != null) ? Declaration.of(definition)
				: Declaration.of(property.getMember());
		boolean elementNullable = property.getMetadata().getContentNulls() != Nulls.FAIL;
		boolean nullable = !(property.getNullValueProvider() instanceof NullsFailProvider);
		Place place = this.types.component(property, property.getValueDeserializer(),
				property.getValueTypeDeserializer(), elementNullable, declarations, path);
		return new Component(property.getName(),
				(definition != null) ? definition.getInternalName() : property.getName(),
				nullable ? place.orNull() : place, property.isRequired() || !nullable, accessor(definition));
	}

	/**
	 * Refuse what the deserializer reads, but does not list among its properties.
	 */
	private void refuseUnlisted(BeanPropertyDefinition definition, String path) {
		AnnotatedMember member = definition.getPrimaryMember();
		DeserializationContext context = this.derivation.context();
		if (member == null) {
			return;
		}
		String place = JsonPointers.child(path, definition.getInternalName());
		if (context.getAnnotationIntrospector().findUnwrappingNameTransformer(context.getConfig(), member) != null) {
			throw this.derivation.refuse(place, "@JsonUnwrapped is not supported, use a separate component");
		}
		JsonTypeInfo.Value typeInfo = typeInfo(definition, member);
		if (typeInfo != null && typeInfo.getInclusionType() == JsonTypeInfo.As.EXTERNAL_PROPERTY) {
			throw this.derivation.refuse(place, "the type id of " + definition.getRawPrimaryType().getSimpleName()
					+ " is not a property of the object, use As.PROPERTY");
		}
	}

	private JsonTypeInfo.@Nullable Value typeInfo(BeanPropertyDefinition definition, AnnotatedMember member) {
		DeserializationContext context = this.derivation.context();
		AnnotationIntrospector introspector = context.getAnnotationIntrospector();
		JsonTypeInfo.Value typeInfo = introspector.findPolymorphicTypeInfo(context.getConfig(), member);
		return (typeInfo != null) ? typeInfo : introspector.findPolymorphicTypeInfo(context.getConfig(),
				context.introspectClassAnnotations(definition.getPrimaryType()));
	}

	private @Nullable AnnotatedMember accessor(@Nullable BeanPropertyDefinition definition) {
		AnnotatedMember accessor = (definition != null) ? definition.getAccessor() : null;
		if (accessor != null) {
			accessor.fixAccess(this.derivation.context().isEnabled(MapperFeature.OVERRIDE_PUBLIC_ACCESS_MODIFIERS));
		}
		return accessor;
	}

}

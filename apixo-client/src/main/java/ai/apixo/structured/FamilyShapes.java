package ai.apixo.structured;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.jsontype.TypeDeserializer;
import tools.jackson.databind.jsontype.TypeIdResolver;
import tools.jackson.databind.jsontype.impl.AsDeductionTypeDeserializer;

import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.structured.Shape.Discriminator;
import ai.apixo.structured.Shape.Member;
import ai.apixo.structured.Shape.Reference;
import ai.apixo.structured.Shape.UnionShape;

/**
 * Derives the shapes of families, whose members are told by a type id.
 */
final class FamilyShapes {

	private final Derivation derivation;

	private final ObjectShapes objects;

	FamilyShapes(Derivation derivation, ObjectShapes objects) {
		this.derivation = derivation;
		this.objects = objects;
	}

	/**
	 * Return the shape of a family, or of a member that carries its type id.
	 * @param type the type
	 * @param typeDeserializer reads the type id
	 * @param property the component, {@code null} elsewhere
	 * @param path where it is
	 * @return the shape
	 */
	Reference of(JavaType type, TypeDeserializer typeDeserializer, @Nullable BeanProperty property, String path) {
		check(type, typeDeserializer, path);
		List<Class<?>> classes = members(type, path);
		ShapeKey key = new ShapeKey(type, "family " + typeDeserializer.getTypeInclusion() + " "
				+ typeDeserializer.getPropertyName() + " " + typeDeserializer.getTypeIdResolver().getMechanism());
		boolean alone = classes.size() == 1 && classes.get(0) == type.getRawClass();
		if (alone || this.derivation.begin(key, new UnionShape(null, List.of()))) {
			List<Member> members = new ArrayList<>();
			Map<String, Class<?>> ids = new LinkedHashMap<>();
			for (Class<?> member : classes) {
				members.add(member(type, member, typeDeserializer, property, ids, path));
			}
			if (members.isEmpty()) {
				throw unknownMembers(type.getRawClass(), path);
			}
			if (alone) {
				return members.get(0).shape();
			}
			this.derivation.complete(key, new UnionShape(this.derivation.description(type), List.copyOf(members)));
		}
		return new Reference(key);
	}

	private void check(JavaType type, TypeDeserializer typeDeserializer, String path) {
		String name = type.getRawClass().getSimpleName();
		if (typeDeserializer instanceof AsDeductionTypeDeserializer) {
			throw noProperty(name, path);
		}
		JsonTypeInfo.Id id = typeDeserializer.getTypeIdResolver().getMechanism();
		if (id == JsonTypeInfo.Id.CLASS || id == JsonTypeInfo.Id.MINIMAL_CLASS) {
			throw this.derivation.refuse(path,
					"the type ids of " + name + " are class names, use @JsonTypeInfo(use = Id.NAME)");
		}
		JsonTypeInfo.As inclusion = typeDeserializer.getTypeInclusion();
		boolean isProperty = inclusion == JsonTypeInfo.As.PROPERTY || inclusion == JsonTypeInfo.As.EXISTING_PROPERTY;
		if (!isProperty || typeDeserializer.getPropertyName() == null) {
			throw noProperty(name, path);
		}
	}

	private ApixoConfigurationException noProperty(String name, String path) {
		return this.derivation.refuse(path,
				"the type id of " + name + " is not a property of the object, use As.PROPERTY");
	}

	/**
	 * Refuse members that nobody can name: their values could neither be described nor
	 * bound.
	 */
	private void checkMembers(JavaType type, Set<Class<?>> visited, String path) {
		for (Class<?> member : visited) {
			boolean open = Modifier.isAbstract(member.getModifiers()) && !member.isSealed()
					&& member != type.getRawClass();
			if (open && visited.stream().noneMatch((other) -> isMember(other, member))) {
				throw unknownMembers(member, path);
			}
		}
	}

	private static boolean isMember(Class<?> type, Class<?> family) {
		return !Modifier.isAbstract(type.getModifiers()) && family.isAssignableFrom(type);
	}

	private ApixoConfigurationException unknownMembers(Class<?> type, String path) {
		return this.derivation.refuse(path, "the abstract type " + type.getSimpleName()
				+ " has no known subtypes, make it sealed or use @JsonSubTypes");
	}

	private Member member(JavaType type, Class<?> member, TypeDeserializer typeDeserializer,
			@Nullable BeanProperty property, Map<String, Class<?>> ids, String path) {
		String id = id(type, member, typeDeserializer.getTypeIdResolver());
		if (id == null || ids.putIfAbsent(id, member) != null) {
			throw this.derivation.refuse(path, "two members of " + type.getRawClass().getSimpleName()
					+ " have the type id " + id + ", give them names by @JsonTypeName");
		}
		JavaType memberType = this.derivation.context().constructSpecializedType(type, member);
		ValueDeserializer<?> deserializer = this.derivation.context()
			.findContextualValueDeserializer(memberType, property);
		if (!(deserializer instanceof BeanDeserializerBase bean)) {
			throw this.derivation.refuse(path,
					"the member " + member.getSimpleName() + " of a family is not an object, use a record");
		}
		Discriminator discriminator = new Discriminator(typeDeserializer.getPropertyName(), id);
		boolean existing = typeDeserializer.getTypeInclusion() == JsonTypeInfo.As.EXISTING_PROPERTY;
		return new Member(member, this.objects.ofMember(memberType, bean, discriminator, existing, path));
	}

	private @Nullable String id(JavaType type, Class<?> member, TypeIdResolver resolver) {
		for (NamedType subtype : subtypes(type)) {
			if (subtype.getType() == member && subtype.hasName()) {
				return subtype.getName();
			}
		}
		return resolver.idFromValueAndType(this.derivation.context(), null, member);
	}

	private Collection<NamedType> subtypes(JavaType type) {
		DeserializationConfig config = this.derivation.context().getConfig();
		return config.getSubtypeResolver().collectAndResolveSubtypesByTypeId(config, annotated(type.getRawClass()));
	}

	/**
	 * Return the classes that the mapper knows and can create, in the order in which the
	 * source names them.
	 */
	private List<Class<?>> members(JavaType type, String path) {
		Set<Class<?>> known = new HashSet<>();
		subtypes(type).forEach((subtype) -> known.add(subtype.getType()));
		known.add(type.getRawClass());
		Set<Class<?>> ordered = new LinkedHashSet<>();
		Set<Class<?>> visited = new LinkedHashSet<>();
		visit(type.getRawClass(), known, ordered, visited);
		visited.addAll(known);
		checkMembers(type, visited, path);
		known.stream().sorted(Comparator.comparing(Class::getName)).forEach(ordered::add);
		// A member inherits the annotation that names its siblings.
		return ordered.stream().filter((member) -> isMember(member, type.getRawClass())).toList();
	}

	private void visit(Class<?> type, Set<Class<?>> known, Set<Class<?>> ordered, Set<Class<?>> visited) {
		if (!visited.add(type)) {
			return;
		}
		if (known.contains(type)) {
			ordered.add(type);
		}
		if (type.isSealed()) {
			for (Class<?> permitted : type.getPermittedSubclasses()) {
				visit(permitted, known, ordered, visited);
			}
		}
		AnnotationIntrospector introspector = this.derivation.context().getAnnotationIntrospector();
		List<NamedType> named = introspector.findSubtypes(this.derivation.context().getConfig(), annotated(type));
		if (named != null) {
			named.forEach((subtype) -> visit(subtype.getType(), known, ordered, visited));
		}
	}

	private AnnotatedClass annotated(Class<?> type) {
		return this.derivation.context().introspectClassAnnotations(type);
	}

}

package ai.apixo.structured;

import java.lang.annotation.Annotation;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.PropertyMetadata;
import tools.jackson.databind.PropertyName;
import tools.jackson.databind.PropertyNamingStrategy;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.introspect.AnnotatedMethod;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.AnnotationMap;
import tools.jackson.databind.introspect.TypeResolutionContext;
import tools.jackson.databind.jsontype.TypeDeserializer;

import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.structured.Shape.ObjectShape;
import ai.apixo.structured.Shape.Reference;

/**
 * Derives the shape of the parameters of a method, as if they were the components of a
 * record.
 */
final class ParameterShapes {

	private final Derivation derivation;

	private final TypeShapes types;

	private final List<BoundParameter> bound = new ArrayList<>();

	private ParameterShapes(Derivation derivation, ConstraintSource constraints) {
		this.derivation = derivation;
		this.types = TypeShapes.of(derivation, constraints);
	}

	/**
	 * Derive the schema of a type.
	 * @param parameters the parameters of one method
	 * @param bean whose method it is, {@code null} if nobody knows
	 * @param mapper the mapper that reads them
	 * @param constraints what else is known of their values
	 * @param validation judges the arguments
	 * @return the schema
	 */
	static JsonSchema<Object[]> schema(List<Parameter> parameters, @Nullable Object bean, BindingMapper mapper,
			ConstraintSource constraints, Validation validation) {
		String name = parameters.isEmpty() ? "parameters" : parameters.get(0).getDeclaringExecutable().getName();
		Derivation derivation = new Derivation(name, mapper);
		ParameterShapes shapes = new ParameterShapes(derivation, constraints);
		List<Component> components = new ArrayList<>();
		for (Parameter parameter : parameters) {
			components.add(shapes.component(parameter));
		}
		ShapeKey key = new ShapeKey(derivation.context().constructType(Object[].class), "parameters");
		derivation.complete(key, new ObjectShape(null, null, List.copyOf(components)));
		Shapes all = derivation.shapes(Place.of(new Reference(key), false));
		return new JsonSchema<>(Object[].class, all, new ParameterBinder(shapes.bound, bean, all, mapper, validation));
	}

	private Component component(Parameter parameter) {
		AnnotatedParameter annotated = annotated(parameter);
		String name = name(parameter, annotated);
		String path = JsonPointers.child("", name);
		DeserializationConfig config = this.derivation.context().getConfig();
		AnnotationIntrospector introspector = config.getAnnotationIntrospector();
		JsonSetter.Value nulls = introspector.findSetterInfo(config, annotated);
		boolean nullable = nulls.getValueNulls() != Nulls.FAIL;
		PropertyMetadata metadata = PropertyMetadata.STD_OPTIONAL
			.withDescription(introspector.findPropertyDescription(config, annotated))
			.withNulls(nulls.nonDefaultValueNulls(), nulls.nonDefaultContentNulls());
		BeanProperty property = new BeanProperty.Std(PropertyName.construct(name), annotated.getType(), null, annotated,
				metadata);
		ValueDeserializer<?> deserializer = this.derivation.context()
			.findContextualValueDeserializer(annotated.getType(), property);
		TypeDeserializer typeDeserializer = this.derivation.context().findTypeDeserializer(annotated.getType());
		Place place = this.types.component(property, deserializer, typeDeserializer,
				nulls.getContentNulls() != Nulls.FAIL, List.of(Declaration.of(parameter)), path);
		Component component = new Component(name, parameter.getName(), nullable ? place.orNull() : place, !nullable,
				null);
		this.bound.add(new BoundParameter(parameter, component, deserializer, typeDeserializer));
		return component;
	}

	private String name(Parameter parameter, AnnotatedParameter annotated) {
		DeserializationConfig config = this.derivation.context().getConfig();
		PropertyName explicit = config.getAnnotationIntrospector().findNameForDeserialization(config, annotated);
		if (explicit != null && explicit.hasSimpleName()) {
			return explicit.getSimpleName();
		}
		if (!parameter.isNamePresent()) {
			Executable method = parameter.getDeclaringExecutable();
			throw new ApixoConfigurationException(
					"The names of the parameters of " + method.getDeclaringClass().getSimpleName() + "."
							+ method.getName() + " are not known. Compile with '-parameters'");
		}
		PropertyNamingStrategy strategy = config.getPropertyNamingStrategy();
		return (strategy != null) ? strategy.nameForConstructorParameter(config, annotated, parameter.getName())
				: parameter.getName();
	}

	private AnnotatedParameter annotated(Parameter parameter) {
		if (!(parameter.getDeclaringExecutable() instanceof Method method)) {
			throw new ApixoConfigurationException(
					parameter.getDeclaringExecutable().getName() + " is not a method. Pass the parameters of a method");
		}
		TypeResolutionContext types = new TypeResolutionContext.Empty(this.derivation.context().getTypeFactory());
		JavaType type = types.resolveType(parameter.getParameterizedType());
		AnnotationMap annotations = annotations(parameter.getAnnotations());
		int index = Arrays.asList(method.getParameters()).indexOf(parameter);
		return new AnnotatedParameter(new AnnotatedMethod(types, method, new AnnotationMap(), new AnnotationMap[0]),
				type, types, annotations, index);
	}

	private static AnnotationMap annotations(Annotation[] annotations) {
		return AnnotationMap.of(List.of(annotations));
	}

}

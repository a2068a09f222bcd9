package ai.apixo.structured;

import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.util.ClassUtils;
import org.springframework.validation.Validator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.client.error.ApixoConfigurationException;

/**
 * Derives schemas from what a mapper binds, once for each type, and caches them.
 * Thread-safe: concurrent callers that request the same type share one derivation.
 *
 * @since 0.1.0
 */
public final class JsonSchemas {

	private final ConcurrentMap<Type, JsonSchema<?>> schemas = new ConcurrentHashMap<>();

	private final BindingMapper mapper;

	private final ConstraintSource constraints;

	private final Validation validation;

	private JsonSchemas(BindingMapper mapper, ConstraintSource constraints, Validation validation) {
		this.mapper = mapper;
		this.constraints = constraints;
		this.validation = validation;
	}

	/**
	 * Create schemas for a plain mapper, without validation.
	 * @return the schemas
	 */
	public static JsonSchemas create() {
		return create(JsonMapper.builder().build(), null);
	}

	/**
	 * Create schemas for a mapper.
	 * @param mapper the mapper, which is copied: the copy rejects null and absent values
	 * where a component is required, and does not truncate fractions to integers
	 * @param validator validates every object in a value that it supports; {@code null}
	 * for no validation
	 * @return the schemas
	 */
	public static JsonSchemas create(JsonMapper mapper, @Nullable Validator validator) {
		boolean beanValidation = ClassUtils.isPresent("jakarta.validation.constraints.Size",
				JsonSchemas.class.getClassLoader());
		return new JsonSchemas(BindingMapper.copyOf(mapper),
				beanValidation ? new BeanValidationConstraints() : ConstraintSource.none(),
				(validator != null) ? new SpringValidation(validator, beanValidation) : Validation.none());
	}

	/**
	 * Derive the schema of a type.
	 * @param type the type; a record, or any other type that the mapper binds
	 * @param <T> the type
	 * @return the schema
	 * @throws ApixoConfigurationException if the type has no schema
	 */
	public <T> JsonSchema<T> of(Class<T> type) {
		return schema(type);
	}

	/**
	 * Derive the schema of a generic type.
	 * @param type the type with all its arguments
	 * @param <T> the type
	 * @return the schema
	 * @throws ApixoConfigurationException if the type has no schema
	 */
	public <T> JsonSchema<T> of(ParameterizedTypeReference<T> type) {
		return schema(type.getType());
	}

	/**
	 * Derive the schema of the parameters of a method: an object with a property for each
	 * of them, named like components. Not cached.
	 * @param parameters the parameters
	 * @return the schema, whose values are the arguments in order
	 * @throws ApixoConfigurationException if a parameter has no schema, or its name is
	 * not known because the class was compiled without {@code -parameters}
	 */
	public JsonSchema<Object[]> ofParameters(List<Parameter> parameters) {
		return parameters(parameters, null);
	}

	/**
	 * Derive the schema of the parameters of a method, see {@link #ofParameters(List)}.
	 * The constraints that stand at the parameters are validated too, as far as Bean
	 * Validation is behind the validator.
	 * @param parameters the parameters
	 * @param bean whose method it is
	 * @return the schema, whose values are the arguments in order
	 * @throws ApixoConfigurationException if a parameter has no schema, or its name is
	 * not known because the class was compiled without {@code -parameters}
	 */
	public JsonSchema<Object[]> ofParameters(List<Parameter> parameters, Object bean) {
		return parameters(parameters, bean);
	}

	private JsonSchema<Object[]> parameters(List<Parameter> parameters, @Nullable Object bean) {
		String name = parameters.isEmpty() ? "parameters" : parameters.get(0).getDeclaringExecutable().getName();
		return bindable(name,
				() -> ParameterShapes.schema(parameters, bean, this.mapper, this.constraints, this.validation));
	}

	/**
	 * Return the mapper that binds values and writes the results of tools.
	 * @return a copy of the given mapper that is strict about missing values
	 */
	public JsonMapper mapper() {
		return this.mapper;
	}

	@SuppressWarnings("unchecked")
	<T> JsonSchema<T> schema(Type type) {
		JsonSchema<?> derived = this.schemas.get(type);
		return (JsonSchema<T>) ((derived != null) ? derived : this.schemas.computeIfAbsent(type, this::derive));
	}

	private JsonSchema<?> derive(Type type) {
		return bindable(TypeNames.of(type), () -> {
			Shapes shapes = TypeShapes.of(type, this.mapper, this.constraints);
			return new JsonSchema<>(type, shapes, new TypeBinder<>(type, shapes, this.mapper, this.validation));
		});
	}

	private static <S> S bindable(String name, Supplier<S> derivation) {
		try {
			return derivation.get();
		}
		catch (JacksonException ex) {
			throw Refusal.of(name, "", "the mapper cannot bind it: " + ex.getOriginalMessage());
		}
		catch (StackOverflowError ex) {
			throw Refusal.of(name, "", "the type is infinite, because it contains itself with ever new type arguments");
		}
	}

}

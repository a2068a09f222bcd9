package ai.apixo.structured;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.stream.Collectors;

import tools.jackson.databind.JavaType;

/**
 * Names of types as they stand in the source, without packages.
 */
final class TypeNames {

	private TypeNames() {
	}

	/**
	 * Return the name for messages, such as {@code Page<Recipe>}.
	 * @param type the type
	 * @return its name
	 */
	static String of(Type type) {
		if (type instanceof Class<?> raw) {
			return raw.getSimpleName();
		}
		if (type instanceof ParameterizedType parameterized) {
			return of(parameterized.getRawType()) + Arrays.stream(parameterized.getActualTypeArguments())
				.map(TypeNames::of)
				.collect(Collectors.joining(", ", "<", ">"));
		}
		if (type instanceof GenericArrayType array) {
			return of(array.getGenericComponentType()) + "[]";
		}
		return type.getTypeName();
	}

	/**
	 * Return the name for definitions in a schema, such as {@code PageOfRecipe}.
	 * @param type the type
	 * @return its name
	 */
	static String definition(JavaType type) {
		String name = type.getRawClass().getSimpleName().replaceAll("[^A-Za-z0-9_]", "");
		if (!type.hasGenericTypes()) {
			return name;
		}
		return name + type.getBindings()
			.getTypeParameters()
			.stream()
			.map(TypeNames::definition)
			.collect(Collectors.joining("And", "Of", ""));
	}

}

package ai.apixo.structured;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.List;

/**
 * Looks into generic types for what cannot be known.
 */
final class GenericTypes {

	private GenericTypes() {
	}

	static boolean hasWildcard(List<Declaration> declarations) {
		return declarations.stream().anyMatch((declaration) -> hasWildcard(declaration.type().getType()));
	}

	static boolean hasWildcard(Type type) {
		if (type instanceof WildcardType) {
			return true;
		}
		if (type instanceof GenericArrayType array) {
			return hasWildcard(array.getGenericComponentType());
		}
		if (type instanceof ParameterizedType parameterized) {
			for (Type argument : parameterized.getActualTypeArguments()) {
				if (hasWildcard(argument)) {
					return true;
				}
			}
		}
		return false;
	}

	static boolean hasVariable(List<Declaration> declarations) {
		return declarations.stream().anyMatch((declaration) -> declaration.type().getType() instanceof TypeVariable<?>);
	}

}

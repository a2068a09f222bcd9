package ai.apixo.structured;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.util.List;

/**
 * Whether declarations allow null: any annotation that is called {@code Nullable} does.
 */
final class Nullness {

	private Nullness() {
	}

	static boolean isNullable(List<Declaration> declarations) {
		return declarations.stream()
			.anyMatch((declaration) -> hasNullable(declaration.element()) || hasNullable(declaration.type()));
	}

	/**
	 * Return whether the elements of a list are marked as nullable, at whatever depth:
	 * Jackson knows one rule for all lists of a component.
	 * @param declarations the declarations of the list
	 * @return whether an element may be null
	 */
	static boolean isElementNullable(List<Declaration> declarations) {
		return declarations.stream().anyMatch((declaration) -> isInsideNullable(declaration.type()));
	}

	private static boolean isInsideNullable(AnnotatedType type) {
		for (AnnotatedType inside : Declaration.inside(type)) {
			if (hasNullable(inside) || isInsideNullable(inside)) {
				return true;
			}
		}
		return false;
	}

	private static boolean hasNullable(AnnotatedElement element) {
		for (Annotation annotation : element.getAnnotations()) {
			if (annotation.annotationType().getSimpleName().equals("Nullable")) {
				return true;
			}
		}
		return false;
	}

}

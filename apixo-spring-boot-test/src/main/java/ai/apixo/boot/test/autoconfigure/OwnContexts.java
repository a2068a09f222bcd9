package ai.apixo.boot.test.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.test.context.TestContextAnnotationUtils;

/**
 * Which classes do not share their context and gateway.
 */
final class OwnContexts {

	private OwnContexts() {
	}

	/**
	 * Return the class that a context belongs to. A nested class that inherits the
	 * annotation of the one around it uses its context, as it does without an annotation
	 * of ours: instances of both take part in its tests.
	 * @param testClass a class with or without the annotation
	 * @return the class, {@code null} if the context is shared
	 */
	static @Nullable Class<?> owner(Class<?> testClass) {
		AutoConfigureMockApixo annotation = TestContextAnnotationUtils.findMergedAnnotation(testClass,
				AutoConfigureMockApixo.class);
		if (annotation == null || !annotation.ownContext()) {
			return null;
		}
		Class<?> owner = testClass;
		while (!isAnnotated(owner) && TestContextAnnotationUtils.searchEnclosingClass(owner)) {
			owner = owner.getEnclosingClass();
		}
		return owner;
	}

	private static boolean isAnnotated(Class<?> testClass) {
		return MergedAnnotations.from(testClass, SearchStrategy.TYPE_HIERARCHY).isPresent(AutoConfigureMockApixo.class);
	}

}

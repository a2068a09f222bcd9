package ai.apixo.boot.test.autoconfigure;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.parallel.ResourceLocksProvider;
import org.springframework.test.context.TestContextAnnotationUtils;

/**
 * The lock of the classes that share a gateway: a request does not say which test it
 * belongs to.
 */
final class MockApixoLocks implements ResourceLocksProvider {

	private static final String SHARED = "ai.apixo.test.MockApixoGateway";

	MockApixoLocks() {
	}

	@Override
	public Set<Lock> provideForClass(Class<?> testClass) {
		AutoConfigureMockApixo annotation = TestContextAnnotationUtils.findMergedAnnotation(testClass,
				AutoConfigureMockApixo.class);
		boolean own = annotation != null && annotation.ownContext();
		return Set.of(new Lock(own ? SHARED + ":" + testClass.getName() : SHARED));
	}

	@Override
	public Set<Lock> provideForNestedClass(List<Class<?>> enclosingInstanceTypes, Class<?> testClass) {
		return provideForClass(testClass);
	}

}

package ai.apixo.boot.test.autoconfigure;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.parallel.ResourceLocksProvider;

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
		Class<?> owner = OwnContexts.owner(testClass);
		return Set.of(new Lock((owner != null) ? SHARED + ":" + owner.getName() : SHARED));
	}

	@Override
	public Set<Lock> provideForNestedClass(List<Class<?>> enclosingInstanceTypes, Class<?> testClass) {
		return provideForClass(testClass);
	}

}

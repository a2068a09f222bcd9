package ai.apixo.boot.test.autoconfigure;

import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * Which test is using a gateway.
 */
final class MockApixoTurn {

	private final AtomicReference<@Nullable String> test = new AtomicReference<>();

	void begin(String name) {
		String other = this.test.compareAndExchange(null, name);
		if (other != null) {
			throw new IllegalStateException(
					"The tests " + other + " and " + name + " use one gateway at the same time. "
							+ "Let them run one after the other, or write @AutoConfigureMockApixo(ownContext = true)");
		}
	}

	void end() {
		this.test.set(null);
	}

}

package ai.apixo.client;

import java.util.List;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import ai.apixo.client.error.ApixoException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * After each test: nothing has blocked a Reactor thread, no signal of ours was dropped,
 * and no buffer of Netty's was collected before it was released (HTTP-22). Connectors
 * drop some signals of their own when they are cancelled.
 */
public final class NoLeaksOrDroppedErrors implements AfterEachCallback {

	@Override
	public void afterEach(ExtensionContext context) {
		List<Throwable> blockingCalls = List.copyOf(TestJvm.blockingCalls());
		TestJvm.blockingCalls().clear();
		if (!blockingCalls.isEmpty()) {
			throw new AssertionError("A Reactor thread was blocked", blockingCalls.get(0));
		}
		List<Throwable> ours = TestJvm.droppedErrors().stream().filter(NoLeaksOrDroppedErrors::isOurs).toList();
		TestJvm.droppedErrors().clear();
		if (!ours.isEmpty()) {
			throw new AssertionError("A failure of ours was dropped", ours.get(0));
		}
		assertThat(TestJvm.leaks()).isEmpty();
	}

	private static boolean isOurs(Throwable dropped) {
		return dropped.getCause() instanceof ApixoException;
	}

}

package ai.apixo.client;

import java.util.List;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import ai.apixo.client.error.ApixoException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * After each test: nothing has blocked a Reactor thread, and no signal of ours was
 * dropped (HTTP-22). Connectors drop some of their own when they are cancelled.
 */
final class NothingUntoward implements AfterEachCallback {

	@Override
	public void afterEach(ExtensionContext context) {
		List<Throwable> blockingCalls = List.copyOf(TestJvm.blockingCalls());
		TestJvm.blockingCalls().clear();
		assertThat(blockingCalls).isEmpty();
		List<Throwable> ours = TestJvm.droppedErrors().stream().filter(NothingUntoward::isOurs).toList();
		TestJvm.droppedErrors().clear();
		assertThat(ours).isEmpty();
	}

	private static boolean isOurs(Throwable dropped) {
		return dropped instanceof ApixoException;
	}

}

package ai.apixo.relay;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

import org.reactivestreams.Publisher;

import ai.apixo.client.Latch;

/**
 * What tests do with a relay, and wait for.
 */
final class Runs {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private Runs() {
	}

	static boolean start(ApixoRelay relay, RelayId id, Publisher<?> source) {
		return Objects.requireNonNull(relay.start(id, source).block(PATIENCE));
	}

	static boolean stop(ApixoRelay relay, RelayId id) {
		return Objects.requireNonNull(relay.stop(id).block(PATIENCE));
	}

	static RelayState state(ApixoRelay relay, RelayId id) {
		return Objects.requireNonNull(relay.state(id).block(PATIENCE));
	}

	static void close(RelayStore store) {
		Latch stopped = new Latch();
		store.stop(stopped::release);
		stopped.await();
	}

	/**
	 * Return the events {@code e1}, {@code e2} and so on.
	 */
	static List<String> events(int number) {
		return IntStream.rangeClosed(1, number).mapToObj((i) -> "e" + i).toList();
	}

	static List<String> json(List<String> texts) {
		return texts.stream().map((text) -> "\"" + text + "\"").toList();
	}

}

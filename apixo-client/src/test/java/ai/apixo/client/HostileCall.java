package ai.apixo.client;

import java.util.function.Function;

import org.reactivestreams.Publisher;

import ai.apixo.client.ScriptedGateway.Script;
import ai.apixo.client.error.ApixoException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls a gateway twice: the first call fails as expected and leaves nothing behind, the
 * second one works.
 */
final class HostileCall {

	private static final long FEW_BYTES = 8_000_000;

	private static final Script HELLO = (response) -> response.respond(200, "text/event-stream", Requests.SHORT_STREAM);

	private final TestConnector connector;

	HostileCall(TestConnector connector) {
		this.connector = connector;
	}

	<E extends ApixoException> E failure(Class<E> type, Script hostile) {
		return failure(type, hostile, (client) -> client.stream(Requests.hello()));
	}

	<E extends ApixoException> E failure(Class<E> type, Script hostile,
			Function<ApixoMessagesClient, Publisher<?>> call) {
		Latch over = new Latch();
		Script played = (response) -> {
			try {
				hostile.play(response);
			}
			finally {
				over.release();
			}
		};
		try (ScriptedGateway gateway = ScriptedGateway.playing(played, HELLO)) {
			ApixoMessagesClient client = this.connector.client(gateway).build();
			long heapBefore = Heap.used();
			E failure = Outcome.of(call.apply(client)).failure(type);
			over.await();
			assertThat(Heap.used() - heapBefore).isLessThan(FEW_BYTES);
			assertThat(Outcome.of(client.stream(Requests.hello())).elements()).hasSize(Requests.EVENTS);
			return failure;
		}
	}

}

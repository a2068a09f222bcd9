package ai.apixo.client;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.event.StreamEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What is not needed any more is not kept: a request may hold a document of many
 * megabytes, and streams and connections last.
 */
@EachConnector
class KeptObjectsTests {

	private final TestConnector connector;

	KeptObjectsTests(TestConnector connector) {
		this.connector = connector;
	}

	@Test
	@DisplayName("an open stream does not keep its request")
	void openStreamDoesNotKeepItsRequest() throws InterruptedException {
		try (ScriptedGateway gateway = ScriptedGateway.playing(Gateways::stall)) {
			CountDownLatch begun = new CountDownLatch(1);
			ApixoMessagesClient client = this.connector.client(gateway).build();
			MessagesRequest request = Requests.hello().toBuilder().build();
			WeakReference<MessagesRequest> kept = new WeakReference<>(request);
			Disposable stream = client.stream(request).subscribe((event) -> begun.countDown());
			request = null;
			assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
			assertForgotten(kept);
			assertThat(stream.isDisposed()).isFalse();
			stream.dispose();
		}
	}

	@Test
	@DisplayName("an idle connection does not keep the call that has opened it")
	void idleConnectionDoesNotKeepItsFirstCall() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(Gateways::hello)) {
			ApixoMessagesClient client = this.connector.client(gateway).build();
			assertForgotten(consumerOfOneCall(client));
			assertThat(Outcome.of(client.stream(Requests.hello())).failure()).isNull();
			assertThat(gateway.connections()).isEqualTo(1);
		}
	}

	private static WeakReference<Consumer<StreamEvent>> consumerOfOneCall(ApixoMessagesClient client) {
		Consumer<StreamEvent> consumer = new ArrayList<StreamEvent>()::add;
		assertThat(Outcome.of(client.stream(Requests.hello()).doOnNext(consumer)).failure()).isNull();
		return new WeakReference<>(consumer);
	}

	private static void assertForgotten(WeakReference<?> kept) {
		await().until(() -> {
			System.gc();
			return kept.get() == null;
		});
	}

}

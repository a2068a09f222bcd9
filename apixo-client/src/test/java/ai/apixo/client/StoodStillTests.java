package ai.apixo.client;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

import ai.apixo.client.connector.ReactorNettyGateway;
import ai.apixo.messages.event.ContentBlockDelta;
import ai.apixo.messages.event.StreamEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A process that stood still, as a frozen container does, or an event loop that somebody
 * held up.
 */
@ExtendWith(NoLeaksOrDroppedErrors.class)
class StoodStillTests {

	private static final Duration IDLE = Duration.ofMillis(300);

	private static final Duration STILL = Duration.ofMillis(900);

	/**
	 * Otherwise classes would be loaded on an event loop.
	 */
	@BeforeAll
	static void warmUp() {
		assertThat(TestConnector.REACTOR_NETTY.shared()).isNotNull();
	}

	@Test
	@DisplayName("HTTP-16 what came while the event loop stood still is read before a stream is called silent")
	void readsBeforeItCallsAStreamSilent() {
		Latch begun = new Latch();
		Latch still = new Latch();
		LoopResources oneThread = LoopResources.create("still", 1, true);
		try (ScriptedGateway gateway = ScriptedGateway.playing((response) -> {
			response.startStream().chunk(Requests.START);
			still.await();
			response.chunk(Requests.SHORT_STREAM.substring(Requests.START.length())).endStream();
		}, (response) -> response.startStream()
			.chunk(Requests.START)
			.chunk(Requests.delta("stop here"))
			.awaitClose())) {
			ApixoMessagesClient client = ApixoMessagesClient.builder()
				.apiKey(Requests.KEY)
				.baseUrl(gateway.url())
				.webClientBuilder(WebClient.builder()
					.clientConnector(new ReactorClientHttpConnector(ReactorNettyGateway
						.configure(HttpClient.create(ConnectionProvider.create("still", 2)).runOn(oneThread)))))
				.idleTimeout(IDLE)
				.retry(Retries.none())
				.build();
			Mono<Long> stream = client.stream(Requests.hello()).doOnNext((event) -> begun.release()).count().cache();
			stream.subscribe();
			begun.await();
			Disposable other = client.stream(Requests.hello())
				.doOnNext((event) -> standStill(event, still))
				.onErrorComplete()
				.subscribe();
			assertThat(Outcome.of(stream).failure()).isNull();
			other.dispose();
		}
		finally {
			oneThread.dispose();
		}
	}

	private static void standStill(StreamEvent event, Latch still) {
		if (event instanceof ContentBlockDelta) {
			AtomicBoolean over = new AtomicBoolean();
			Mono.delay(STILL).subscribe((tick) -> over.set(true));
			still.release();
			long spins = 0;
			while (!over.get()) {
				spins++;
			}
			assertThat(spins).isPositive();
		}
	}

}

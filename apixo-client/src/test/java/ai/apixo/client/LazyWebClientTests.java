package ai.apixo.client;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;

import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import ai.apixo.client.error.ApixoException;
import ai.apixo.client.lifecycle.HealthProbe;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The {@code WebClient} is built for the first call, and once.
 */
class LazyWebClientTests {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	@Test
	void isBuiltOnceForTheFirstCall() {
		AtomicInteger built = new AtomicInteger();
		try (ScriptedGateway gateway = ScriptedGateway.playing(Gateways::hello, Gateways::hello)) {
			ApixoMessagesClient client = ApixoMessagesClient.builder()
				.baseUrl(gateway.url())
				.apiKey(Requests.KEY)
				.webClientBuilder(WebClient.builder().codecs((codecs) -> built.incrementAndGet()))
				.build();
			assertThat(built).hasValue(0);
			for (ApixoMessagesClient each : new ApixoMessagesClient[] { client, client.mutate().build() }) {
				assertThat(each.streamText(Requests.hello()).collectList().block(LIMIT)).containsExactly("Hello",
						", world");
			}
			assertThat(built).hasValue(1);
		}
	}

	static Stream<Named<Function<ApixoMessagesClient, Publisher<?>>>> calls() {
		return Stream.of(Named.of("stream", (client) -> client.stream(Requests.hello())),
				Named.of("create", (client) -> client.create(Requests.hello())),
				Named.of("streamText", (client) -> client.streamText(Requests.hello())),
				Named.of("streamMessage", (client) -> client.streamMessage(Requests.hello())),
				Named.of("connection", (client) -> ((HealthProbe.Source) client).healthProbe().connection()),
				Named.of("credentials", (client) -> ((HealthProbe.Source) client).healthProbe().credentials()),
				Named.of("balance", (client) -> KeyBalance.of(client, "http://localhost:1").balance()));
	}

	@ParameterizedTest
	@MethodSource("calls")
	void codecsThatCannotBeSetUpFailTheCall(Function<ApixoMessagesClient, Publisher<?>> call) {
		ApixoMessagesClient client = ApixoMessagesClient.builder()
			.baseUrl("http://localhost:1")
			.apiKey(Requests.KEY)
			.webClientBuilder(WebClient.builder().codecs((codecs) -> {
				throw new NoClassDefFoundError("com/example/Codec");
			}))
			.build();
		StepVerifier.create(Flux.from(call.apply(client))).expectErrorSatisfies((failure) -> {
			Throwable cause = (failure instanceof ApixoException) ? failure.getCause() : failure;
			assertThat(cause).isInstanceOf(NoClassDefFoundError.class);
		}).verify(LIMIT);
		assertThat(client.activity().openCalls()).isZero();
	}

}

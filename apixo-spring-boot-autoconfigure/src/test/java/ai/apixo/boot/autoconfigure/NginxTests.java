package ai.apixo.boot.autoconfigure;

import java.time.Duration;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import ai.apixo.boot.Nginx;
import ai.apixo.boot.TestCertificate;
import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.Gateways;
import ai.apixo.client.ScriptedGateway;
import ai.apixo.client.ScriptedGateway.Script;
import ai.apixo.client.error.ApixoApiException;
import ai.apixo.messages.MessagesRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A real nginx in front of the gateway, with retries switched off: what it does to
 * connections costs no call.
 */
@EnabledIf(value = "ai.apixo.boot.Nginx#canStart", disabledReason = Nginx.HOW_TO_INSTALL)
class NginxTests {

	private static final Duration LIMIT = Duration.ofSeconds(40);

	private static final int CALLS = 60;

	@ParameterizedTest
	@ValueSource(strings = { "http1", "http2" })
	@DisplayName("HTTP-12 HTTP-17 a server that ends connections after a few requests costs no call")
	void endOfConnectionsCostsNoCall(String protocol) {
		run(protocol, Gateways::hello, (nginx, client) -> {
			for (int call = 0; call < CALLS; call++) {
				complete(client);
			}
			atOnce(client);
		}, "keepalive_requests 3;");
	}

	@ParameterizedTest
	@ValueSource(strings = { "http1", "http2" })
	@DisplayName("HTTP-12 HTTP-17 a server that is reloaded or started again costs no call that begins afterwards")
	void reloadCostsNoCall(String protocol) {
		run(protocol, Gateways::hello, (nginx, client) -> {
			for (int round = 0; round < 3; round++) {
				atOnce(client);
				nginx.reload();
				atOnce(client);
				nginx.restart();
				complete(client);
			}
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "http1", "http2" })
	@DisplayName("HTTP-7 HTTP-17 a request that is too large is refused with its status, whenever that comes")
	void largeRequestIsRefusedWithItsStatus(String protocol) {
		MessagesRequest large = MessagesRequest.builder()
			.model("claude-asked")
			.maxTokens(16)
			.user("x".repeat(20_000_000))
			.build();
		run(protocol, Gateways::hello, (nginx, client) -> {
			for (int call = 0; call < 10; call++) {
				StepVerifier.create(client.stream(large))
					.expectErrorSatisfies((failure) -> assertThat(failure).isInstanceOfSatisfying(
							ApixoApiException.class, (refused) -> assertThat(refused.status()).isEqualTo(413)))
					.verify(LIMIT);
				complete(client);
			}
		}, "client_max_body_size 1k;");
	}

	@ParameterizedTest
	@ValueSource(strings = { "http1", "http2" })
	@DisplayName("HTTP-14 HTTP-17 many cancelled streams disturb no other")
	void cancelledStreamsDisturbNoOther(String protocol) {
		run(protocol, Gateways.pausing(200),
				(nginx, client) -> StepVerifier
					.create(Flux.range(0, 300)
						.flatMap((number) -> (number % 3 == 0) ? client.streamMessage(Gateways.request())
								: client.streamText(Gateways.request()).take(1).then(), 40)
						.count())
					.expectNext(100L)
					.expectComplete()
					.verify(LIMIT));
	}

	@ParameterizedTest
	@ValueSource(strings = { "http1", "http2" })
	@DisplayName("HTTP-17 a stream that is open while the server is reloaded goes on")
	void openStreamSurvivesReload(String protocol) {
		run(protocol, Gateways.pausing(1000),
				(nginx, client) -> StepVerifier.create(client.streamText(Gateways.request()))
					.expectNext("Hello")
					.then(nginx::reload)
					.expectNext(", world")
					.expectComplete()
					.verify(LIMIT));
	}

	@Test
	@DisplayName("HTTP-17 HTTP-21 more calls at once than the server allows streams on a connection all succeed")
	void callsBeyondTheStreamsOfAConnection() {
		run("http2", Gateways.pausing(50), (nginx, client) -> atOnce(client), "http2_max_concurrent_streams 2;");
	}

	private static void atOnce(ApixoMessagesClient client) {
		StepVerifier
			.create(Flux.range(0, CALLS).flatMap((number) -> client.streamMessage(Gateways.request()), 10).count())
			.expectNext((long) CALLS)
			.expectComplete()
			.verify(LIMIT);
	}

	private static void complete(ApixoMessagesClient client) {
		StepVerifier.create(client.streamText(Gateways.request()))
			.expectNext("Hello", ", world")
			.expectComplete()
			.verify(LIMIT);
	}

	private static void run(String protocol, Script script, Calls calls, String... directives) {
		TestCertificate certificate = TestCertificate.issue();
		try (ScriptedGateway gateway = ScriptedGateway.playing(script);
				Nginx nginx = Nginx.start(gateway.url(), certificate, directives)) {
			new ApplicationContextRunner()
				.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, HttpClientAutoConfiguration.class,
						ReactiveHttpClientAutoConfiguration.class, WebClientAutoConfiguration.class,
						ApixoAutoConfiguration.class))
				.withPropertyValues("apixo.api-key=" + Gateways.KEY, "apixo.base-url=" + nginx.url(),
						"apixo.http.protocol=" + protocol, "apixo.http.ssl.bundle=nginx", "apixo.retry.enabled=false",
						"spring.ssl.bundle.pem.nginx.truststore.certificate=" + certificate.authorityPem())
				.run((context) -> calls.make(nginx, context.getBean(ApixoMessagesClient.class)));
		}
	}

	@FunctionalInterface
	private interface Calls {

		void make(Nginx nginx, ApixoMessagesClient client);

	}

}

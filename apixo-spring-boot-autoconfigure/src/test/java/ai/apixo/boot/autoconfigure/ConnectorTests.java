package ai.apixo.boot.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpCookieHandling;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.InetAddressFilter;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.http.client.reactive.ClientHttpConnector;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.GatewayRequest;
import ai.apixo.client.Gateways;
import ai.apixo.client.ScriptedGateway;
import ai.apixo.client.error.ApixoApiException;
import ai.apixo.client.error.ApixoConnectionException;
import ai.apixo.client.error.ApixoLimitException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the connector of the clients takes over from the application, and what not.
 */
class ConnectorTests {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private final ScriptedGateway gateway = ScriptedGateway.playing(Gateways::hello);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(HttpClientAutoConfiguration.class, ReactiveHttpClientAutoConfiguration.class,
						WebClientAutoConfiguration.class, ApixoAutoConfiguration.class))
		.withPropertyValues("apixo.api-key=" + Gateways.KEY, "apixo.base-url=" + this.gateway.url(),
				"apixo.retry.enabled=false");

	@AfterEach
	void closeGateway() {
		this.gateway.close();
	}

	private ApplicationContextRunner with(String connector) {
		return this.contextRunner.withPropertyValues("spring.http.clients.reactive.connector=" + connector);
	}

	@ParameterizedTest
	@ValueSource(strings = { "reactor", "jetty", "jdk" })
	void streamsWithEachConnector(String connector) {
		with(connector).run((context) -> StepVerifier
			.create(context.getBean(ApixoMessagesClient.class).streamText(Gateways.request()))
			.expectNext("Hello", ", world")
			.expectComplete()
			.verify(LIMIT));
	}

	@ParameterizedTest
	@ValueSource(strings = { "reactor", "jetty", "jdk" })
	@DisplayName("HTTP-2, HTTP-19: no cookies, no encodings, no upgrade, no authorization, one key")
	void nothingIsSentThatNobodyAskedFor(String connector) {
		with(connector).run((context) -> {
			call(context.getBean(ApixoMessagesClient.class));
			call(context.getBean(ApixoMessagesClient.class));
			assertThat(this.gateway.requests()).hasSize(2);
			for (GatewayRequest request : this.gateway.requests()) {
				for (String absent : List.of("cookie", "authorization", "upgrade", "http2-settings", "expect")) {
					assertThat(request.header(absent)).as(absent).isEmpty();
				}
				assertThat(request.header("accept-encoding")).containsExactly("identity");
				assertThat(request.header("x-api-key")).containsExactly(Gateways.KEY);
			}
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "reactor", "jetty", "jdk" })
	@DisplayName("SEC-1: redirects are not followed, whatever the application's setting")
	void redirectsAreNotFollowed(String connector) {
		try (ScriptedGateway redirecting = ScriptedGateway.playing((response) -> response.respond(307, "text/plain", "",
				"Location: " + this.gateway.url() + "/v1/messages"))) {
			with(connector)
				.withPropertyValues("apixo.base-url=" + redirecting.url(), "spring.http.clients.redirects=follow")
				.run((context) -> StepVerifier
					.create(context.getBean(ApixoMessagesClient.class).stream(Gateways.request()))
					.expectErrorSatisfies((failure) -> assertThat(failure).isInstanceOfSatisfying(
							ApixoApiException.class, (api) -> assertThat(api.status()).isEqualTo(307)))
					.verify(LIMIT));
			assertThat(this.gateway.requests()).isEmpty();
		}
	}

	@Test
	@DisplayName("SEC-1: a connector of another kind is told to follow no redirects, to keep no cookies and to read without limit")
	void otherConnectorsAreToldWhatMatters() {
		List<HttpClientSettings> told = new CopyOnWriteArrayList<>();
		this.contextRunner.withBean("otherConnectorBuilder", ClientHttpConnectorBuilder.class,
				() -> (ClientHttpConnectorBuilder<ClientHttpConnector>) (settings) -> {
					told.add(settings);
					return (method, uri, request) -> Mono.never();
				})
			.withPropertyValues("spring.http.clients.redirects=follow", "spring.http.clients.read-timeout=1s")
			.run((context) -> assertThat(told).anySatisfy((settings) -> {
				assertThat(settings.redirects()).isEqualTo(HttpRedirects.DONT_FOLLOW);
				assertThat(settings.cookieHandling()).isEqualTo(HttpCookieHandling.DISABLE);
				assertThat(settings.readTimeout()).isNull();
			}));
	}

	@ParameterizedTest
	@ValueSource(strings = { "reactor", "jetty", "jdk" })
	@DisplayName("A cookie that the gateway sets is not kept")
	void cookiesAreNotKept(String connector) {
		try (ScriptedGateway cookies = ScriptedGateway
			.playing((response) -> response.respond(400, "application/json", "{}", "Set-Cookie: session=1; Path=/"))) {
			with(connector).withPropertyValues("apixo.base-url=" + cookies.url()).run((context) -> {
				ApixoMessagesClient client = context.getBean(ApixoMessagesClient.class);
				StepVerifier.create(client.create(Gateways.request())).expectError().verify(LIMIT);
				StepVerifier.create(client.create(Gateways.request())).expectError().verify(LIMIT);
			});
			assertThat(cookies.requests()).hasSize(2)
				.allSatisfy((request) -> assertThat(request.header("cookie")).isEmpty());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "reactor", "jetty", "jdk" })
	@DisplayName("A global read timeout does not cut a stream that pauses")
	void globalReadTimeoutDoesNotCutAStream(String connector) {
		try (ScriptedGateway pausing = ScriptedGateway.playing(Gateways.pausing(400))) {
			with(connector)
				.withPropertyValues("apixo.base-url=" + pausing.url(), "spring.http.clients.read-timeout=100ms")
				.run((context) -> call(context.getBean(ApixoMessagesClient.class)));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "reactor", "jetty", "jdk" })
	@DisplayName("HTTP-18: a flood of headers is a connection failure")
	void floodOfHeadersIsAConnectionFailure(String connector) {
		try (ScriptedGateway flooding = ScriptedGateway.playing((response) -> {
			response.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n");
			response.writeUntilClosed("x-header: 0123456789\r\n".repeat(1000), new AtomicLong());
		})) {
			with(connector).withPropertyValues("apixo.base-url=" + flooding.url())
				.run((context) -> StepVerifier
					.create(context.getBean(ApixoMessagesClient.class).stream(Gateways.request()))
					.expectError(ApixoConnectionException.class)
					.verify(LIMIT));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "reactor", "jetty" })
	@DisplayName("HTTP-18: a flood of informational answers is a connection failure")
	void floodOfInformationalAnswersIsAConnectionFailure(String connector) {
		try (ScriptedGateway flooding = ScriptedGateway.playing((response) -> response
			.writeUntilClosed("HTTP/1.1 103 Early Hints\r\n\r\n".repeat(1000), new AtomicLong()))) {
			with(connector).withPropertyValues("apixo.base-url=" + flooding.url())
				.run((context) -> StepVerifier
					.create(context.getBean(ApixoMessagesClient.class).stream(Gateways.request()))
					.expectError(ApixoConnectionException.class)
					.verify(LIMIT));
		}
	}

	@Test
	void addressFilterOfTheApplicationIsInherited() {
		this.contextRunner.withBean(InetAddressFilter.class, InetAddressFilter::externalAddresses)
			.run((context) -> StepVerifier.create(context.getBean(ApixoMessagesClient.class).stream(Gateways.request()))
				.expectError(ApixoConnectionException.class)
				.verify(LIMIT));
		assertThat(this.gateway.requests()).isEmpty();
	}

	@Test
	@DisplayName("HTTP-21: 60 slow streams run side by side")
	void sixtySlowStreamsRunSideBySide() {
		try (ScriptedGateway stalling = ScriptedGateway.playing(Gateways::stall)) {
			this.contextRunner.withPropertyValues("apixo.base-url=" + stalling.url()).run((context) -> {
				ApixoMessagesClient client = context.getBean(ApixoMessagesClient.class);
				Flux<String> streams = Flux.range(0, 60)
					.flatMap((number) -> client.streamText(Gateways.request()), 60)
					.take(60);
				StepVerifier.create(streams).expectNextCount(60).expectComplete().verify(LIMIT);
			});
			assertThat(stalling.connections()).isEqualTo(60);
		}
	}

	@Test
	@DisplayName("HTTP-21: a full pool fails with the property's name once the connect timeout has passed")
	void fullPoolFailsWithTheNameOfTheProperty() {
		try (ScriptedGateway stalling = ScriptedGateway.playing(Gateways::stall)) {
			this.contextRunner
				.withPropertyValues("apixo.base-url=" + stalling.url(), "apixo.http.max-connections=1",
						"apixo.http.connect-timeout=100ms")
				.run((context) -> {
					ApixoMessagesClient client = context.getBean(ApixoMessagesClient.class);
					Mono<String> second = client.streamText(Gateways.request()).next();
					StepVerifier.create(client.streamText(Gateways.request()).flatMap((text) -> second))
						.expectErrorSatisfies((failure) -> assertThat(failure).isInstanceOf(ApixoLimitException.class)
							.hasMessageContaining("apixo.http.max-connections"))
						.verify(LIMIT);
				});
		}
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void jdkConnectorWarnsOnce(CapturedOutput output) {
		with("jdk").run((context) -> {
			context.getBean(ApixoMessagesClient.Builder.class).build();
			assertThat(output.toString().split("does not close the connection of a cancelled stream", -1)).hasSize(2);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "reactor", "jetty" })
	@ExtendWith(OutputCaptureExtension.class)
	void otherConnectorsDoNotWarn(String connector, CapturedOutput output) {
		with(connector).run((context) -> assertThat(output).doesNotContain("cancelled stream"));
	}

	@Test
	void http2WithoutTlsStopsTheStart() {
		this.contextRunner.withPropertyValues("apixo.http.protocol=http2")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("apixo.http.protocol")
				.hasMessageContaining("TLS"));
	}

	@Test
	void http2WithJettyStopsTheStart() {
		with("jetty").withPropertyValues("apixo.http.protocol=http2", "apixo.base-url=https://llm.apixo.ai")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("apixo.http.protocol")
				.hasMessageContaining("spring.http.clients.reactive.connector"));
	}

	private static void call(ApixoMessagesClient client) {
		StepVerifier.create(client.streamText(Gateways.request()))
			.expectNext("Hello", ", world")
			.expectComplete()
			.verify(LIMIT);
	}

}

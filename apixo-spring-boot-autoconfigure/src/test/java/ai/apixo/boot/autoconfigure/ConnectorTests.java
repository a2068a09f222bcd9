package ai.apixo.boot.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

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

import ai.apixo.boot.TestReplies;
import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.error.ApixoApiException;
import ai.apixo.client.error.ApixoConnectionException;
import ai.apixo.client.error.ApixoLimitException;
import ai.apixo.test.MockApixoGateway;
import ai.apixo.test.ReceivedRequest;
import ai.apixo.test.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the connector of the clients takes over from the application, and what not.
 */
class ConnectorTests {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private final MockApixoGateway gateway = TestReplies.sending(TestReplies.HELLO);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(HttpClientAutoConfiguration.class, ReactiveHttpClientAutoConfiguration.class,
						WebClientAutoConfiguration.class, ApixoAutoConfiguration.class))
		.withPropertyValues("apixo.api-key=" + TestReplies.KEY, "apixo.base-url=" + this.gateway.baseUrl(),
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
			.create(context.getBean(ApixoMessagesClient.class).streamText(TestReplies.request()))
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
			for (ReceivedRequest request : this.gateway.requests()) {
				for (String absent : List.of("cookie", "authorization", "upgrade", "http2-settings", "expect")) {
					assertThat(request.headers().getOrEmpty(absent)).as(absent).isEmpty();
				}
				assertThat(request.headers().getOrEmpty("accept-encoding")).containsExactly("identity");
				assertThat(request.headers().getOrEmpty("x-api-key")).containsExactly(TestReplies.KEY);
			}
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "reactor", "jetty", "jdk" })
	@DisplayName("SEC-1: redirects are not followed, whatever the application's setting")
	void redirectsAreNotFollowed(String connector) {
		Reply redirect = Reply.response(307, "text/plain", "")
			.header("location", this.gateway.baseUrl() + "/v1/messages");
		try (MockApixoGateway redirecting = TestReplies.sending(redirect)) {
			with(connector)
				.withPropertyValues("apixo.base-url=" + redirecting.baseUrl(), "spring.http.clients.redirects=follow")
				.run((context) -> StepVerifier
					.create(context.getBean(ApixoMessagesClient.class).stream(TestReplies.request()))
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
		try (MockApixoGateway cookies = TestReplies
			.sending(Reply.error(400).header("set-cookie", "session=1; Path=/"))) {
			with(connector).withPropertyValues("apixo.base-url=" + cookies.baseUrl()).run((context) -> {
				ApixoMessagesClient client = context.getBean(ApixoMessagesClient.class);
				StepVerifier.create(client.create(TestReplies.request())).expectError().verify(LIMIT);
				StepVerifier.create(client.create(TestReplies.request())).expectError().verify(LIMIT);
			});
			assertThat(cookies.requests()).hasSize(2)
				.allSatisfy((request) -> assertThat(request.headers().getOrEmpty("cookie")).isEmpty());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "reactor", "jetty", "jdk" })
	@DisplayName("A global read timeout does not cut a stream that pauses")
	void globalReadTimeoutDoesNotCutAStream(String connector) {
		try (MockApixoGateway pausing = TestReplies.sending(TestReplies.HELLO.pace(Duration.ofMillis(150)))) {
			with(connector)
				.withPropertyValues("apixo.base-url=" + pausing.baseUrl(), "spring.http.clients.read-timeout=100ms")
				.run((context) -> call(context.getBean(ApixoMessagesClient.class)));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "reactor", "jetty", "jdk" })
	@DisplayName("HTTP-18: a flood of headers is a connection failure")
	void floodOfHeadersIsAConnectionFailure(String connector) {
		try (MockApixoGateway flooding = TestReplies
			.sending(TestReplies.HELLO.header("x-header", "0123456789".repeat(100_000)))) {
			with(connector).withPropertyValues("apixo.base-url=" + flooding.baseUrl())
				.run((context) -> StepVerifier
					.create(context.getBean(ApixoMessagesClient.class).stream(TestReplies.request()))
					.expectError(ApixoConnectionException.class)
					.verify(LIMIT));
		}
	}

	@Test
	void addressFilterOfTheApplicationIsInherited() {
		this.contextRunner.withBean(InetAddressFilter.class, InetAddressFilter::externalAddresses)
			.run((context) -> StepVerifier
				.create(context.getBean(ApixoMessagesClient.class).stream(TestReplies.request()))
				.expectError(ApixoConnectionException.class)
				.verify(LIMIT));
		assertThat(this.gateway.requests()).isEmpty();
	}

	@Test
	@DisplayName("HTTP-21: 60 slow streams run side by side")
	void sixtySlowStreamsRunSideBySide() {
		try (MockApixoGateway stalling = TestReplies.sending(TestReplies.STALLED)) {
			this.contextRunner.withPropertyValues("apixo.base-url=" + stalling.baseUrl()).run((context) -> {
				ApixoMessagesClient client = context.getBean(ApixoMessagesClient.class);
				Flux<String> streams = Flux.range(0, 60)
					.flatMap((number) -> client.streamText(TestReplies.request()), 60)
					.take(60);
				StepVerifier.create(streams).expectNextCount(60).expectComplete().verify(LIMIT);
			});
			assertThat(stalling.requests()).hasSize(60);
		}
	}

	@Test
	@DisplayName("HTTP-21: a full pool fails with the property's name once the connect timeout has passed")
	void fullPoolFailsWithTheNameOfTheProperty() {
		try (MockApixoGateway stalling = TestReplies.sending(TestReplies.STALLED)) {
			this.contextRunner
				.withPropertyValues("apixo.base-url=" + stalling.baseUrl(), "apixo.http.max-connections=1",
						"apixo.http.connect-timeout=100ms")
				.run((context) -> {
					ApixoMessagesClient client = context.getBean(ApixoMessagesClient.class);
					Mono<String> second = client.streamText(TestReplies.request()).next();
					StepVerifier.create(client.streamText(TestReplies.request()).flatMap((text) -> second))
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
	@DisplayName("HTTP-22: Jetty's client is started with the application, as its start would block an event loop in the first call")
	void jettyIsStartedWithTheApplication() {
		long before = jettyThreads();
		with("jetty").run((context) -> assertThat(jettyThreads()).isGreaterThan(before));
	}

	private static long jettyThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("apixo-jetty"))
			.count();
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
		StepVerifier.create(client.streamText(TestReplies.request()))
			.expectNext("Hello", ", world")
			.expectComplete()
			.verify(LIMIT);
	}

}

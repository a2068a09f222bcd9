package ai.apixo.boot.autoconfigure;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.Gateways;
import ai.apixo.client.ScriptedGateway;
import ai.apixo.client.ScriptedResponse;
import ai.apixo.client.error.ApixoConnectionException;
import ai.apixo.client.lifecycle.ApixoClientResources;
import ai.apixo.messages.event.StreamEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What closing the application does to open calls (LIFE-1).
 */
class LifeCycleTests {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LifecycleAutoConfiguration.class, HttpClientAutoConfiguration.class,
				ReactiveHttpClientAutoConfiguration.class, WebClientAutoConfiguration.class,
				ApixoAutoConfiguration.class))
		.withPropertyValues("apixo.api-key=" + Gateways.KEY, "spring.lifecycle.timeout-per-shutdown-phase=400ms");

	@ParameterizedTest
	@ValueSource(strings = { "reactor", "jetty" })
	@DisplayName("LIFE-1: closing the application signals open streams and closes their connections")
	void closingSignalsOpenStreamsAndClosesConnections(String connector) {
		CountDownLatch closed = new CountDownLatch(1);
		try (ScriptedGateway gateway = ScriptedGateway.playing((response) -> stall(response, closed))) {
			this.contextRunner
				.withPropertyValues("apixo.base-url=" + gateway.url(),
						"spring.http.clients.reactive.connector=" + connector)
				.run((context) -> {
					Flux<StreamEvent> events = context.getBean(ApixoMessagesClient.class).stream(Gateways.request());
					StepVerifier.create(events)
						.expectNextCount(3)
						.then(() -> close(context))
						.expectErrorSatisfies(
								(failure) -> assertThat(failure).isInstanceOf(ApixoConnectionException.class)
									.hasMessageContaining("closing"))
						.verify(LIMIT);
					assertThat(closed.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
				});
		}
	}

	@Test
	@DisplayName("LIFE-1: a call that ends within the shutdown time is not disturbed")
	void callThatEndsInTimeIsNotDisturbed() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(Gateways.pausing(200))) {
			this.contextRunner
				.withPropertyValues("apixo.base-url=" + gateway.url(),
						"spring.lifecycle.timeout-per-shutdown-phase=10s")
				.run((context) -> StepVerifier
					.create(context.getBean(ApixoMessagesClient.class).streamText(Gateways.request()))
					.expectNext("Hello")
					.then(() -> close(context))
					.expectNext(", world")
					.expectComplete()
					.verify(LIMIT));
		}
	}

	@Test
	@DisplayName("FIELD-19: an open call may use nearly the whole shutdown phase")
	void callMayUseTheShutdownPhase() {
		this.contextRunner.withPropertyValues("spring.lifecycle.timeout-per-shutdown-phase=30s")
			.run((context) -> assertThat(context.getBean(ApixoClientResources.class)).extracting("shutdownWait")
				.isEqualTo(Duration.ofSeconds(29)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "reactor", "jetty" })
	@DisplayName("HTTP-21: calls beyond the pool wait for a connection, however many they are")
	void callsWaitForAConnection(String connector) {
		try (ScriptedGateway gateway = ScriptedGateway.playing(Gateways::hello)) {
			this.contextRunner
				.withPropertyValues("apixo.base-url=" + gateway.url(), "apixo.http.max-connections=2",
						"apixo.http.connect-timeout=10s", "spring.http.clients.reactive.connector=" + connector)
				.run((context) -> {
					ApixoMessagesClient client = context.getBean(ApixoMessagesClient.class);
					StepVerifier.create(
							Flux.range(0, 60).flatMap((number) -> client.streamMessage(Gateways.request()), 60).count())
						.expectNext(60L)
						.expectComplete()
						.verify(LIMIT);
				});
		}
	}

	@Test
	@DisplayName("LIFE-1: a call that waits for another attempt is signalled too")
	void callThatWaitsIsSignalled() {
		CountDownLatch answered = new CountDownLatch(1);
		try (ScriptedGateway gateway = ScriptedGateway.playing((response) -> {
			response.respond(429, "text/plain", "", "Retry-After: 30");
			answered.countDown();
		})) {
			this.contextRunner.withPropertyValues("apixo.base-url=" + gateway.url()).run((context) -> {
				StepVerifier.create(context.getBean(ApixoMessagesClient.class).create(Gateways.request())).then(() -> {
					await(answered);
					close(context);
				})
					.expectErrorSatisfies((failure) -> assertThat(failure).isInstanceOf(ApixoConnectionException.class)
						.hasMessageContaining("closing"))
					.verify(LIMIT);
				assertThat(gateway.requests()).hasSize(1);
			});
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "reactor", "jetty", "jdk" })
	@DisplayName("LIFE-1: no thread of the clients keeps the JVM alive")
	void noThreadKeepsTheJvmAlive(String connector) {
		Set<Thread> before = Thread.getAllStackTraces().keySet();
		try (ScriptedGateway gateway = ScriptedGateway.playing(Gateways::hello)) {
			this.contextRunner
				.withPropertyValues("apixo.base-url=" + gateway.url(),
						"spring.http.clients.reactive.connector=" + connector)
				.run((context) -> {
					call(context.getBean(ApixoMessagesClient.class));
					assertThat(Thread.getAllStackTraces().keySet()).filteredOn((thread) -> !before.contains(thread))
						.isNotEmpty()
						.allMatch(Thread::isDaemon);
				});
		}
	}

	@Test
	@DisplayName("LIFE-1: a closed application refuses new calls")
	void closedApplicationRefusesNewCalls() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(Gateways::hello)) {
			this.contextRunner.withPropertyValues("apixo.base-url=" + gateway.url()).run((context) -> {
				ApixoMessagesClient client = context.getBean(ApixoMessagesClient.class);
				context.getSourceApplicationContext(ConfigurableApplicationContext.class).close();
				StepVerifier.create(client.stream(Gateways.request()))
					.expectError(ApixoConnectionException.class)
					.verify(LIMIT);
			});
			assertThat(gateway.requests()).isEmpty();
		}
	}

	@Test
	@DisplayName("LIFE-1: two applications in one JVM do not disturb each other")
	void twoApplicationsDoNotDisturbEachOther() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(Gateways::hello)) {
			ApplicationContextRunner runner = this.contextRunner.withPropertyValues("apixo.base-url=" + gateway.url());
			runner.run((first) -> {
				runner.run((second) -> call(second.getBean(ApixoMessagesClient.class)));
				call(first.getBean(ApixoMessagesClient.class));
			});
		}
	}

	private static void call(ApixoMessagesClient client) {
		StepVerifier.create(client.streamText(Gateways.request()))
			.expectNext("Hello", ", world")
			.expectComplete()
			.verify(LIMIT);
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

	private static void stall(ScriptedResponse response, CountDownLatch closed) throws IOException {
		try {
			Gateways.stall(response);
		}
		finally {
			closed.countDown();
		}
	}

	/**
	 * Closes the context without waiting, as the signal that is waited for comes from it.
	 */
	private static void close(AssertableApplicationContext context) {
		new Thread(context.getSourceApplicationContext(ConfigurableApplicationContext.class)::close).start();
	}

}

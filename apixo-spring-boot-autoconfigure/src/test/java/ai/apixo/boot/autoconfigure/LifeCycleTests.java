package ai.apixo.boot.autoconfigure;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.awaitility.Awaitility;
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
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.test.StepVerifier;

import ai.apixo.boot.TestReplies;
import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.Latch;
import ai.apixo.client.ScriptedGateway;
import ai.apixo.client.error.ApixoConnectionException;
import ai.apixo.client.lifecycle.ApixoClientResources;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.test.ApixoAssertions;
import ai.apixo.test.HeldReply;
import ai.apixo.test.MockApixoGateway;

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
		.withPropertyValues("apixo.api-key=" + TestReplies.KEY, "spring.lifecycle.timeout-per-shutdown-phase=400ms");

	@ParameterizedTest
	@ValueSource(strings = { "reactor", "jetty" })
	@DisplayName("LIFE-1: closing the application signals open streams and closes their connections")
	void closingSignalsOpenStreamsAndClosesConnections(String connector) {
		try (MockApixoGateway gateway = TestReplies.sending(TestReplies.STALLED)) {
			this.contextRunner
				.withPropertyValues("apixo.base-url=" + gateway.baseUrl(),
						"spring.http.clients.reactive.connector=" + connector)
				.run((context) -> {
					Flux<StreamEvent> events = context.getBean(ApixoMessagesClient.class).stream(TestReplies.request());
					StepVerifier.create(events)
						.expectNextCount(3)
						.then(() -> close(context))
						.expectErrorSatisfies(
								(failure) -> assertThat(failure).isInstanceOf(ApixoConnectionException.class)
									.hasMessageContaining("closing"))
						.verify(LIMIT);
					ApixoAssertions.assertThat(gateway).lastRequest().isClosedByClientWithin(LIMIT);
				});
		}
	}

	@Test
	@DisplayName("LIFE-1: a call that ends within the shutdown time is not disturbed")
	void callThatEndsInTimeIsNotDisturbed() {
		try (MockApixoGateway gateway = TestReplies.sending(TestReplies.HELLO.pace(Duration.ofMillis(200)))) {
			this.contextRunner
				.withPropertyValues("apixo.base-url=" + gateway.baseUrl(),
						"spring.lifecycle.timeout-per-shutdown-phase=10s")
				.run((context) -> StepVerifier
					.create(context.getBean(ApixoMessagesClient.class).streamText(TestReplies.request()))
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
		try (MockApixoGateway gateway = TestReplies.sending(TestReplies.HELLO)) {
			this.contextRunner
				.withPropertyValues("apixo.base-url=" + gateway.baseUrl(), "apixo.http.max-connections=2",
						"apixo.http.connect-timeout=10s", "spring.http.clients.reactive.connector=" + connector)
				.run((context) -> {
					ApixoMessagesClient client = context.getBean(ApixoMessagesClient.class);
					StepVerifier
						.create(Flux.range(0, 60)
							.flatMap((number) -> client.streamMessage(TestReplies.request()), 60)
							.count())
						.expectNext(60L)
						.expectComplete()
						.verify(LIMIT);
				});
		}
	}

	@Test
	@DisplayName("LIFE-1: a call that waits for another attempt is signaled too")
	void callThatWaitsIsSignaled() {
		try (MockApixoGateway gateway = MockApixoGateway.start()) {
			HeldReply held = gateway.enqueueHeld(TestReplies.error(429, "rate_limit_error").retryAfter(LIMIT));
			this.contextRunner.withPropertyValues("apixo.base-url=" + gateway.baseUrl()).run((context) -> {
				StepVerifier.create(context.getBean(ApixoMessagesClient.class).create(TestReplies.request()))
					.then(() -> {
						held.request();
						held.release();
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
		try (MockApixoGateway gateway = TestReplies.sending(TestReplies.HELLO)) {
			this.contextRunner
				.withPropertyValues("apixo.base-url=" + gateway.baseUrl(),
						"spring.http.clients.reactive.connector=" + connector)
				.run((context) -> {
					call(context.getBean(ApixoMessagesClient.class));
					assertThat(Thread.getAllStackTraces().keySet())
						.filteredOn((thread) -> thread.getName().matches("(reactor-|HttpClient|apixo-|parallel-).*"))
						.isNotEmpty()
						.allMatch(Thread::isDaemon);
				});
		}
	}

	@Test
	@DisplayName("LIFE-1: a closed application refuses new calls")
	void closedApplicationRefusesNewCalls() {
		try (MockApixoGateway gateway = TestReplies.sending(TestReplies.HELLO)) {
			this.contextRunner.withPropertyValues("apixo.base-url=" + gateway.baseUrl()).run((context) -> {
				ApixoMessagesClient client = context.getBean(ApixoMessagesClient.class);
				context.getSourceApplicationContext(ConfigurableApplicationContext.class).close();
				StepVerifier.create(client.stream(TestReplies.request()))
					.expectError(ApixoConnectionException.class)
					.verify(LIMIT);
			});
			assertThat(gateway.requests()).isEmpty();
		}
	}

	/**
	 * The gateway of the test kit would be closed as well: its server has Reactor's
	 * global resources.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "reactor", "jetty" })
	@DisplayName("LIFE-1: another application that closes in the same JVM, with Reactor's global resources, ends no stream")
	void otherApplicationEndsNoStream(String connector) {
		Latch closed = new Latch();
		try (ScriptedGateway gateway = ScriptedGateway.playing((response) -> {
			response.startStream().chunk(TestReplies.HELLO.take(4).body());
			closed.await();
			response.chunk(TestReplies.HELLO.body().substring(TestReplies.HELLO.take(4).body().length())).endStream();
		})) {
			this.contextRunner
				.withPropertyValues("apixo.base-url=" + gateway.url(),
						"spring.http.clients.reactive.connector=" + connector)
				.run((context) -> StepVerifier
					.create(context.getBean(ApixoMessagesClient.class).streamText(TestReplies.request()))
					.expectNext("Hello", ", world")
					.then(() -> new AnnotationConfigApplicationContext(ReactorResourceFactory.class).close())
					.then(closed::release)
					.expectComplete()
					.verify(LIMIT));
		}
	}

	@Test
	@DisplayName("HTTP-22: closing the application drops no error")
	void closingDropsNoError() {
		Queue<Throwable> dropped = new ConcurrentLinkedQueue<>();
		Hooks.onErrorDropped(dropped::add);
		try (MockApixoGateway gateway = TestReplies.sending(TestReplies.STALLED)) {
			this.contextRunner.withPropertyValues("apixo.base-url=" + gateway.baseUrl()).run((context) -> {
				for (int stream = 0; stream < 5; stream++) {
					context.getBean(ApixoMessagesClient.class)
						.stream(TestReplies.request())
						.onErrorComplete()
						.subscribe();
				}
				Awaitility.await().until(() -> gateway.requests().size() == 5);
			});
			Awaitility.await()
				.until(() -> Thread.getAllStackTraces()
					.keySet()
					.stream()
					.noneMatch((thread) -> thread.getName().startsWith("apixo-epoll")
							|| thread.getName().startsWith("apixo-nio")));
			assertThat(dropped).isEmpty();
		}
		finally {
			Hooks.resetOnErrorDropped();
		}
	}

	@Test
	@DisplayName("LIFE-1: two applications in one JVM do not disturb each other")
	void twoApplicationsDoNotDisturbEachOther() {
		try (MockApixoGateway gateway = TestReplies.sending(TestReplies.HELLO)) {
			ApplicationContextRunner runner = this.contextRunner
				.withPropertyValues("apixo.base-url=" + gateway.baseUrl());
			runner.run((first) -> {
				runner.run((second) -> call(second.getBean(ApixoMessagesClient.class)));
				call(first.getBean(ApixoMessagesClient.class));
			});
		}
	}

	private static void call(ApixoMessagesClient client) {
		StepVerifier.create(client.streamText(TestReplies.request()))
			.expectNext("Hello", ", world")
			.expectComplete()
			.verify(LIMIT);
	}

	/**
	 * Closes the context without waiting, as the signal that is waited for comes from it.
	 */
	private static void close(AssertableApplicationContext context) {
		new Thread(context.getSourceApplicationContext(ConfigurableApplicationContext.class)::close).start();
	}

}

package ai.apixo.boot.autoconfigure;

import java.time.Duration;

import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import io.github.resilience4j.springboot.bulkhead.autoconfigure.BulkheadAutoConfiguration;
import io.github.resilience4j.springboot.circuitbreaker.autoconfigure.CircuitBreakerAutoConfiguration;
import io.github.resilience4j.springboot.retry.autoconfigure.RetryAutoConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import ai.apixo.boot.TestReplies;
import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.ApixoRetryInterval;
import ai.apixo.client.ApixoRetryPredicate;
import ai.apixo.client.error.ApixoApiException;
import ai.apixo.messages.Message;
import ai.apixo.test.MockApixoGateway;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which Resilience4j instances take part in a call.
 */
class ResilienceTests {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private final MockApixoGateway overloaded = TestReplies.sending(TestReplies.error(502, "api_error"));

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ApixoAutoConfiguration.class))
		.withPropertyValues("apixo.api-key=test-key", "apixo.base-url=" + this.overloaded.baseUrl(),
				"apixo.retry.initial-backoff=1ms", "apixo.retry.max-backoff=1ms");

	private final ApplicationContextRunner withResilience4j = this.contextRunner.withConfiguration(AutoConfigurations
		.of(RetryAutoConfiguration.class, CircuitBreakerAutoConfiguration.class, BulkheadAutoConfiguration.class));

	@AfterEach
	void closeGateway() {
		this.overloaded.close();
	}

	@Test
	void propertiesSayHowOftenACallIsTried() {
		this.contextRunner.withPropertyValues("apixo.retry.max-attempts=3").run((context) -> {
			StepVerifier.create(call(context)).expectError(ApixoApiException.class).verify(LIMIT);
			assertThat(this.overloaded.requests()).hasSize(3);
		});
	}

	@Test
	void propertiesSayWhichStatusesAreRetried() {
		this.contextRunner.withPropertyValues("apixo.retry.statuses=429").run((context) -> {
			StepVerifier.create(call(context)).expectError(ApixoApiException.class).verify(LIMIT);
			assertThat(this.overloaded.requests()).hasSize(1);
		});
	}

	@Test
	void retryIsKeptInTheRegistryOfTheApplication() {
		this.withResilience4j.withPropertyValues("apixo.retry.max-attempts=2")
			.run((context) -> assertThat(context.getBean(RetryRegistry.class).find("apixo"))
				.hasValueSatisfying((retry) -> assertThat(retry.getRetryConfig().getMaxAttempts()).isEqualTo(2)));
	}

	@Test
	void retryOfTheApplicationReplacesOurs() {
		this.withResilience4j
			.withPropertyValues("apixo.retry.max-attempts=2", "resilience4j.retry.instances.apixo.max-attempts=5",
					"resilience4j.retry.instances.apixo.wait-duration=1ms")
			.run((context) -> {
				StepVerifier.create(call(context)).expectError(ApixoApiException.class).verify(LIMIT);
				assertThat(this.overloaded.requests()).hasSize(5);
			});
	}

	@Test
	void retryOfTheApplicationCanNameOurRules() {
		this.withResilience4j
			.withPropertyValues("resilience4j.retry.instances.apixo.max-attempts=5",
					"resilience4j.retry.instances.apixo.retry-exception-predicate="
							+ ApixoRetryPredicate.class.getName(),
					"resilience4j.retry.instances.apixo.interval-bi-function=" + ApixoRetryInterval.class.getName())
			.run((context) -> {
				RetryConfig config = context.getBean(RetryRegistry.class).retry("apixo").getRetryConfig();
				assertThat(config.<Object>getIntervalBiFunction()).isInstanceOf(ApixoRetryInterval.class);
				assertThat(config.getExceptionPredicate().test(new IllegalStateException())).isFalse();
			});
	}

	@Test
	void switchingRetryOffWinsOverTheRetryOfTheApplication() {
		this.withResilience4j
			.withPropertyValues("apixo.retry.enabled=false", "resilience4j.retry.instances.apixo.max-attempts=5")
			.run((context) -> {
				StepVerifier.create(call(context)).expectError(ApixoApiException.class).verify(LIMIT);
				assertThat(this.overloaded.requests()).hasSize(1);
			});
	}

	@Test
	void retryOfAnotherNameBelongsToAnotherClient() {
		this.withResilience4j
			.withPropertyValues("apixo.retry.max-attempts=1", "resilience4j.retry.instances.second.max-attempts=3",
					"resilience4j.retry.instances.second.wait-duration=1ms")
			.run((context) -> {
				ApixoMessagesClient second = context.getBean(ApixoMessagesClient.Builder.class).name("second").build();
				StepVerifier.create(second.create(TestReplies.request())).expectError().verify(LIMIT);
				assertThat(this.overloaded.requests()).hasSize(3);
			});
	}

	@Test
	void circuitBreakerAndBulkheadAreAbsentUnlessConfigured() {
		this.withResilience4j.run((context) -> {
			assertThat(context).hasSingleBean(ApixoMessagesClient.class);
			assertThat(context.getBean(CircuitBreakerRegistry.class).find("apixo")).isEmpty();
			assertThat(context.getBean(BulkheadRegistry.class).find("apixo")).isEmpty();
		});
	}

	@Test
	void circuitBreakerOfTheApplicationTakesPart() {
		this.withResilience4j
			.withPropertyValues("apixo.retry.enabled=false",
					"resilience4j.circuitbreaker.instances.apixo.sliding-window-size=1",
					"resilience4j.circuitbreaker.instances.apixo.minimum-number-of-calls=1")
			.run((context) -> {
				StepVerifier.create(call(context)).expectError(ApixoApiException.class).verify(LIMIT);
				StepVerifier.create(call(context)).expectError(CallNotPermittedException.class).verify(LIMIT);
				assertThat(this.overloaded.requests()).hasSize(1);
			});
	}

	@Test
	void bulkheadOfTheApplicationTakesPart() {
		try (MockApixoGateway stalling = TestReplies.sending(TestReplies.STALLED)) {
			this.withResilience4j
				.withPropertyValues("apixo.base-url=" + stalling.baseUrl(),
						"resilience4j.bulkhead.instances.apixo.max-concurrent-calls=1",
						"resilience4j.bulkhead.instances.apixo.max-wait-duration=0")
				.run((context) -> {
					ApixoMessagesClient client = context.getBean(ApixoMessagesClient.class);
					Disposable open = client.stream(TestReplies.request()).subscribe();
					StepVerifier.create(client.stream(TestReplies.request()))
						.expectError(BulkheadFullException.class)
						.verify(LIMIT);
					open.dispose();
				});
		}
	}

	@Test
	void bulkheadThatWouldBlockStopsTheStart() {
		this.withResilience4j
			.withPropertyValues("resilience4j.bulkhead.instances.apixo.max-concurrent-calls=1",
					"resilience4j.bulkhead.instances.apixo.max-wait-duration=1s")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("resilience4j.bulkhead.instances.apixo.max-wait-duration"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "max-attempts=0", "multiplier=0.5", "jitter=1", "jitter=-0.1", "initial-backoff=0",
			"max-retry-after=-1s", "initial-backoff=1m" })
	void valuesThatMakeNoSenseStopTheStart(String property) {
		this.contextRunner.withPropertyValues("apixo.retry.max-backoff=30s", "apixo.retry." + property)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("apixo.retry."));
	}

	private static Mono<Message> call(ApplicationContext context) {
		return context.getBean(ApixoMessagesClient.class).create(TestReplies.request());
	}

}

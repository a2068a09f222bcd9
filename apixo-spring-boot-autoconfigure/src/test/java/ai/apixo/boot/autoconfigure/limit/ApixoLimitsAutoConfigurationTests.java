package ai.apixo.boot.autoconfigure.limit;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.ReactiveRedisConnectionFactory;
import reactor.core.Disposable;

import ai.apixo.boot.TestReplies;
import ai.apixo.boot.autoconfigure.ApixoAutoConfiguration;
import ai.apixo.boot.autoconfigure.health.ApixoHealthContributorAutoConfiguration;
import ai.apixo.boot.autoconfigure.observation.ApixoObservationAutoConfiguration;
import ai.apixo.boot.health.ApixoHealthIndicator;
import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.error.ApixoLimit;
import ai.apixo.client.error.ApixoLimitException;
import ai.apixo.limit.CallLimiter;
import ai.apixo.limit.CallLimits;
import ai.apixo.limit.Permit;
import ai.apixo.limit.PermitRequest;
import ai.apixo.limit.RedisCallLimiter;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.test.MockApixoGateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mockito.Mockito.mock;

/**
 * The limits of a key as properties.
 */
@ExtendWith(OutputCaptureExtension.class)
class ApixoLimitsAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ApixoAutoConfiguration.class, ApixoLimitsAutoConfiguration.class,
				ApixoObservationAutoConfiguration.class, ApixoHealthContributorAutoConfiguration.class))
		.withPropertyValues("apixo.api-key=" + TestReplies.KEY, "apixo.retry.enabled=false", "apixo.health.probe=none");

	@Test
	@DisplayName("LIMIT-1 without a number no limiter is asked")
	void withoutNumberNobodyIsAsked() {
		try (MockApixoGateway gateway = TestReplies.sending(TestReplies.HELLO)) {
			this.contextRunner.withUserConfiguration(OwnLimiter.class)
				.withPropertyValues("apixo.base-url=" + gateway.baseUrl(), "apixo.limits.max-wait=1s")
				.run((context) -> {
					context.getBean(ApixoMessagesClient.class).stream(TestReplies.request()).blockLast();
					assertThat(context.getBean(OwnLimiter.class).asked).isEmpty();
					assertThat(health(context.getBean(ApixoHealthIndicator.class)).getDetails())
						.doesNotContainKeys("waitingCalls", "coolingModels");
				});
		}
	}

	@Test
	@DisplayName("LIMIT-2 the properties are those of the limits")
	void propertiesAreThoseOfTheLimits() {
		try (MockApixoGateway gateway = TestReplies.sending(TestReplies.HELLO)) {
			this.contextRunner.withUserConfiguration(OwnLimiter.class)
				.withPropertyValues("apixo.base-url=" + gateway.baseUrl(), "apixo.limits.requests-per-minute=60",
						"apixo.limits.concurrent-calls=10", "apixo.limits.input-tokens-per-minute=1000",
						"apixo.limits.output-tokens-per-minute=2000", "apixo.limits.max-wait=3s",
						"apixo.limits.queue-capacity=7")
				.run((context) -> {
					context.getBean(ApixoMessagesClient.class).stream(TestReplies.request()).blockLast();
					assertThat(context.getBean(OwnLimiter.class).asked).singleElement()
						.extracting(PermitRequest::limits)
						.isEqualTo(CallLimits.builder()
							.requestsPerMinute(60)
							.concurrentCalls(10)
							.inputTokensPerMinute(1000L)
							.outputTokensPerMinute(2000L)
							.maxWait(Duration.ofSeconds(3))
							.queueCapacity(7)
							.build());
				});
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "requests-per-minute", "concurrent-calls", "input-tokens-per-minute",
			"output-tokens-per-minute" })
	@DisplayName("LIMIT-2 a number below 1 stops the start and is named, blank means unset")
	void numberBelowOneStopsTheStart(String name) {
		for (String value : List.of("0", "-1")) {
			this.contextRunner.withPropertyValues("apixo.limits." + name + "=" + value)
				.run((context) -> assertThat(context).getFailure()
					.rootCause()
					.hasMessageContaining("apixo.limits." + name));
		}
		this.contextRunner.withPropertyValues("apixo.limits." + name + "=")
			.run((context) -> assertThat(context).hasSingleBean(ApixoMessagesClient.class));
	}

	@ParameterizedTest
	@CsvSource({ "max-wait,-1s", "queue-capacity,-1" })
	@DisplayName("LIMIT-2 a negative wait or capacity stops the start and is named")
	void negativeStopsTheStart(String name, String value) {
		this.contextRunner.withPropertyValues("apixo.limits." + name + "=" + value)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("apixo.limits." + name));
	}

	@ParameterizedTest
	@CsvSource({ "max-wait,0,MAX_WAIT", "queue-capacity,0,QUEUE_CAPACITY" })
	@DisplayName("LIMIT-11 the failure names the property to raise")
	void failureNamesTheProperty(String name, String value, ApixoLimit limit) {
		try (MockApixoGateway gateway = TestReplies.sending(TestReplies.STALLED)) {
			this.contextRunner
				.withPropertyValues("apixo.base-url=" + gateway.baseUrl(), "apixo.limits.concurrent-calls=1",
						"apixo.limits." + name + "=" + value)
				.run((context) -> {
					ApixoMessagesClient client = context.getBean(ApixoMessagesClient.class);
					client.streamText(TestReplies.request()).blockFirst();
					Disposable open = client.stream(TestReplies.request()).subscribe();
					ApixoLimitException failure = catchThrowableOfType(ApixoLimitException.class,
							() -> client.create(TestReplies.request()).block());
					assertThat(failure.limit()).isEqualTo(limit);
					assertThat(failure).hasMessageContaining("'apixo.limits." + name + "'");
					open.dispose();
				});
		}
	}

	@Test
	@DisplayName("LIMIT-29 waiting calls show in activity, meters and health, which stays UP")
	void waitingCallsShow() {
		try (MockApixoGateway gateway = TestReplies.sending(TestReplies.STALLED)) {
			this.contextRunner.withUserConfiguration(Meters.class)
				.withPropertyValues("apixo.base-url=" + gateway.baseUrl(), "apixo.limits.concurrent-calls=1")
				.run((context) -> {
					ApixoMessagesClient client = context.getBean(ApixoMessagesClient.class);
					Disposable open = client.stream(TestReplies.request()).subscribe();
					Disposable waiting = client.stream(TestReplies.request()).subscribe();
					MeterRegistry meters = context.getBean(MeterRegistry.class);
					context.getBeansOfType(MeterBinder.class).values().forEach((binder) -> binder.bindTo(meters));
					assertThat(
							meters.get("apixo.client.limit.waiting").tag("apixo.client.name", "apixo").gauge().value())
						.isOne();
					Health health = health(context.getBean(ApixoHealthIndicator.class));
					assertThat(health.getDetails()).containsEntry("waitingCalls", 1).doesNotContainKey("coolingModels");
					assertThat(health.getStatus().getCode()).isNotEqualTo("DOWN");
					waiting.dispose();
					open.dispose();
				});
		}
	}

	@Test
	@DisplayName("LIMIT-29 the rest of a key is one line, and the health probe takes no turn")
	void restOfAKeyIsOneLine(CapturedOutput output) {
		LoggingSystem.get(getClass().getClassLoader()).setLogLevel("ai.apixo.limit", LogLevel.INFO);
		try (MockApixoGateway gateway = TestReplies.sending(TestReplies.error(429, "rate_limit_error"))) {
			this.contextRunner.withUserConfiguration(OwnLimiter.class)
				.withPropertyValues("apixo.base-url=" + gateway.baseUrl(), "apixo.limits.requests-per-minute=60",
						"apixo.health.probe=credentials")
				.run((context) -> {
					ApixoMessagesClient client = context.getBean(ApixoMessagesClient.class);
					assertThat(catchThrowableOfType(RuntimeException.class,
							() -> client.create(TestReplies.request()).block()))
						.isNotNull();
					health(context.getBean(ApixoHealthIndicator.class));
					assertThat(context.getBean(OwnLimiter.class).asked).hasSize(1);
				});
		}
		assertThat(output.getOut().lines().filter((line) -> line.contains("All calls of the key pause"))).hasSize(1);
		assertThat(output).doesNotContain(TestReplies.KEY);
	}

	@Test
	@DisplayName("FALL-2 the properties of the fallback are those of the client, and wrong ones stop the start")
	void fallbackHasProperties() {
		try (MockApixoGateway gateway = TestReplies.sending(TestReplies.error(529, "overloaded_error"),
				TestReplies.HELLO)) {
			this.contextRunner.withUserConfiguration(Meters.class)
				.withPropertyValues("apixo.base-url=" + gateway.baseUrl(), "apixo.fallback.models=b,c",
						"apixo.fallback.cool-down=1m")
				.run((context) -> {
					ApixoMessagesClient client = context.getBean(ApixoMessagesClient.class);
					MessagesRequest request = TestReplies.request();
					client.stream(request).blockLast();
					assertThat(client.activity().coolingModels()).containsExactly(request.model());
					assertThat(health(context.getBean(ApixoHealthIndicator.class)).getDetails())
						.containsEntry("coolingModels", client.activity().coolingModels());
				});
		}
		this.contextRunner.withPropertyValues("apixo.fallback.models=b", "apixo.fallback.statuses=400")
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("apixo.fallback"));
		this.contextRunner.withPropertyValues("apixo.fallback.models=b", "apixo.fallback.cool-down=-1s")
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("apixo.fallback"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "5m", "1h", "0", "" })
	@DisplayName("CACHE-3 the property takes 5m, 1h, 0 and blank")
	void cachingHasAProperty(String value) {
		this.contextRunner.withPropertyValues("apixo.prompt-caching=" + value)
			.run((context) -> assertThat(context).hasSingleBean(ApixoMessagesClient.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "10m", "2h", "-5m" })
	@DisplayName("CACHE-3 another time stops the start and names the property")
	void otherTimeStopsTheStart(String value) {
		this.contextRunner.withPropertyValues("apixo.prompt-caching=" + value)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("apixo.prompt-caching"));
	}

	@Test
	@DisplayName("LIMIT-24 the store 'redis' takes the connections of the application")
	void redisTakesTheConnections() {
		this.contextRunner.withUserConfiguration(Connections.class)
			.withPropertyValues("apixo.limits.store=redis", "apixo.limits.concurrent-calls=3")
			.run((context) -> assertThat(context).getBean(CallLimiter.class).isInstanceOf(RedisCallLimiter.class));
		this.contextRunner.withUserConfiguration(Connections.class)
			.run((context) -> assertThat(context).doesNotHaveBean(CallLimiter.class));
		this.contextRunner.withUserConfiguration(Connections.class, OwnLimiter.class)
			.withPropertyValues("apixo.limits.store=redis")
			.run((context) -> assertThat(context).getBean(CallLimiter.class).isNotInstanceOf(RedisCallLimiter.class));
	}

	@Test
	@DisplayName("LIMIT-24 the store 'redis' without Redis stops the start and names the starter")
	void redisWithoutRedisStopsTheStart() {
		ApplicationContextRunner redis = this.contextRunner.withPropertyValues("apixo.limits.store=redis");
		for (ApplicationContextRunner runner : List.of(redis,
				redis.withClassLoader(new FilteredClassLoader("org.springframework.data.redis")))) {
			runner.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("spring-boot-starter-data-redis-reactive")
				.hasMessageContaining("apixo.limits.store"));
		}
	}

	private static Health health(ApixoHealthIndicator indicator) {
		return Objects.requireNonNull(indicator.health(true).block());
	}

	@Configuration(proxyBeanMethods = false)
	static class Connections {

		@Bean
		ReactiveRedisConnectionFactory redisConnectionFactory() {
			return mock(ReactiveRedisConnectionFactory.class);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnLimiter {

		private final List<PermitRequest> asked = new CopyOnWriteArrayList<>();

		@Bean
		CallLimiter callLimiter() {
			CallLimiter memory = CallLimiter.inMemory();
			return new CallLimiter() {

				@Override
				public Permit acquire(PermitRequest request) {
					OwnLimiter.this.asked.add(request);
					return memory.acquire(request);
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Meters {

		@Bean
		SimpleMeterRegistry meterRegistry() {
			return new SimpleMeterRegistry();
		}

		@Bean
		ObservationRegistry observationRegistry() {
			return ObservationRegistry.create();
		}

	}

}

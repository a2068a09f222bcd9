package ai.apixo.boot.autoconfigure.relay;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.SmartLifecycle;
import org.springframework.data.redis.connection.ReactiveRedisConnectionFactory;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Flux;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.boot.autoconfigure.ApixoAutoConfiguration;
import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.relay.ApixoRelay;
import ai.apixo.relay.MemoryRelayStore;
import ai.apixo.relay.RedisRelayStore;
import ai.apixo.relay.RelayId;
import ai.apixo.relay.RelayState;
import ai.apixo.relay.RelayStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;

class ApixoRelayAutoConfigurationTests {

	/** That of WebServerGracefulShutdownLifecycle. */
	private static final int GRACEFUL_SHUTDOWN = SmartLifecycle.DEFAULT_PHASE - 1024;

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LifecycleAutoConfiguration.class, ApixoAutoConfiguration.class,
				ApixoRelayAutoConfiguration.class))
		.withPropertyValues("apixo.api-key=test-key");

	private final RelayId id = RelayId.random("ada");

	@Test
	void relayInMemoryIsTheDefault() {
		this.contextRunner.run(
				(context) -> assertThat(context).hasSingleBean(ApixoRelay.class).hasSingleBean(MemoryRelayStore.class));
	}

	@Test
	void nothingIsConfiguredWhenDisabled() {
		this.contextRunner.withPropertyValues("apixo.relay.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(ApixoRelay.class).doesNotHaveBean(RelayStore.class));
		this.contextRunner.withPropertyValues("apixo.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(ApixoRelay.class));
	}

	@Test
	void beansOfTheApplicationTakePrecedence() {
		ApixoRelay relay = mock();
		this.contextRunner.withBean(ApixoRelay.class, () -> relay)
			.run((context) -> assertThat(context).getBean(ApixoRelay.class).isSameAs(relay));
		this.contextRunner.withBean(RelayStore.class, () -> new MemoryRelayStore(DataSize.ofBytes(1)))
			.run((context) -> assertThat(context).hasSingleBean(RelayStore.class));
	}

	@Test
	void redisIsTheStoreWhereItIsChosen() {
		ReactiveRedisConnectionFactory connectionFactory = mock();
		this.contextRunner.withBean(ReactiveRedisConnectionFactory.class, () -> connectionFactory)
			.withPropertyValues("apixo.relay.store=redis")
			.run((context) -> assertThat(context).hasSingleBean(RedisRelayStore.class)
				.doesNotHaveBean(MemoryRelayStore.class));
		this.contextRunner.withBean(ReactiveRedisConnectionFactory.class, () -> connectionFactory)
			.run((context) -> assertThat(context).doesNotHaveBean(RedisRelayStore.class));
		verifyNoInteractions(connectionFactory);
	}

	@Test
	@DisplayName("RELAY-33 store redis without Spring Data Redis stops the start and names the starter")
	void redisNeedsSpringDataRedis() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("org.springframework.data.redis"))
			.withPropertyValues("apixo.relay.store=redis")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(ApixoConfigurationException.class)
				.hasMessageContaining("spring-boot-starter-data-redis-reactive"));
		this.contextRunner.withPropertyValues("apixo.relay.store=redis")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(ApixoConfigurationException.class)
				.hasMessageContaining("spring-boot-starter-data-redis-reactive"));
	}

	@Test
	void memoryNeedsNoSpringDataRedis() {
		this.contextRunner
			.withClassLoader(new FilteredClassLoader("org.springframework.data.redis", "io.micrometer.core"))
			.run((context) -> {
				assertThat(context).hasSingleBean(ApixoRelay.class);
				start(context.getBean(ApixoRelay.class), Flux.just(1));
			});
	}

	@Test
	@DisplayName("RELAY-33 wrong properties stop the start")
	void wrongPropertiesStopTheStart() {
		for (String property : new String[] { "grace=0", "time-to-live=0", "heartbeat=0", "max-size=0",
				"memory.max-size=0" }) {
			this.contextRunner.withPropertyValues("apixo.relay." + property)
				.run((context) -> assertThat(context).getFailure()
					.rootCause()
					.isInstanceOf(ApixoConfigurationException.class));
		}
	}

	@Test
	void propertiesAreTheSettingsOfTheRelay() {
		this.contextRunner.withPropertyValues("apixo.relay.max-size=5B", "apixo.relay.time-to-live=1m")
			.run((context) -> {
				ApixoRelay relay = context.getBean(ApixoRelay.class);
				start(relay, Flux.just("123456"));
				assertThat(relay.state(this.id).block(PATIENCE)).isEqualTo(RelayState.FAILED);
				assertThat(relay.watch(this.id, null).blockLast(PATIENCE)).satisfies((end) -> {
					assertThat(end.data()).isEqualTo("{\"state\":\"failed\",\"error\":\"ApixoLimitException\"}");
					assertThat(end.retry()).isEqualTo(Duration.ofMinutes(1));
				});
			});
	}

	@Test
	void emptyGraceMeansUntilTheEnd() {
		this.contextRunner.withPropertyValues("apixo.relay.grace=50ms").run((context) -> {
			ApixoRelay relay = context.getBean(ApixoRelay.class);
			CountDownLatch cancelled = new CountDownLatch(1);
			start(relay, Flux.never().doOnCancel(cancelled::countDown));
			assertThat(cancelled.await(20, TimeUnit.SECONDS)).isTrue();
		});
		this.contextRunner.withPropertyValues("apixo.relay.grace=")
			.run((context) -> assertThat(context.getBean(ApixoRelay.class)).extracting("settings.terms.grace")
				.isNull());
	}

	@Test
	void eventsAreWrittenByTheMapperOfTheApplication() {
		JsonMapper mapper = JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();
		this.contextRunner.withBean(JsonMapper.class, () -> mapper).run((context) -> {
			ApixoRelay relay = context.getBean(ApixoRelay.class);
			start(relay, Flux.just(new Step("x")));
			assertThat(relay.watch(this.id, null).elementAt(1).block(PATIENCE))
				.satisfies((frame) -> assertThat(frame.data()).isEqualTo("{\"step_name\":\"x\"}"));
		});
	}

	@Test
	@DisplayName("RELAY-22 the store stops before the web server's graceful phase")
	void storeStopsBeforeTheWebServer() {
		this.contextRunner
			.run((context) -> assertThat(context.getBean(RelayStore.class).getPhase()).isGreaterThan(GRACEFUL_SHUTDOWN)
				.isLessThan(SmartLifecycle.DEFAULT_PHASE));
	}

	@Test
	@DisplayName("RELAY-22 a closing application ends its runs as lost within the shutdown phase")
	void closingApplicationEndsItsRuns() {
		this.contextRunner.withPropertyValues("spring.lifecycle.timeout-per-shutdown-phase=500ms").run((context) -> {
			ApixoRelay relay = context.getBean(ApixoRelay.class);
			CountDownLatch cancelled = new CountDownLatch(1);
			start(relay, Flux.never().doOnCancel(cancelled::countDown));
			context.close();
			assertThat(cancelled.await(20, TimeUnit.SECONDS)).isTrue();
			assertThat(relay.activity().ended(RelayState.LOST)).isOne();
		});
	}

	@Test
	void activityIsMetered() {
		this.contextRunner.withBean(SimpleMeterRegistry.class).run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			context.getBean(ApixoRelayMetrics.class).bindTo(registry);
			ApixoRelay relay = context.getBean(ApixoRelay.class);
			start(relay, Flux.just("a"));
			relay.watch(this.id, "1").blockLast(PATIENCE);
			relay.watch(this.id, "x").blockLast(PATIENCE);
			assertThat(registry.get("apixo.relay.ended").tag("state", "completed").functionCounter().count()).isOne();
			assertThat(registry.get("apixo.relay.ended").functionCounters()).hasSize(5);
			assertThat(registry.get("apixo.relay.resumed").functionCounter().count()).isOne();
			assertThat(registry.get("apixo.relay.snapshots").functionCounter().count()).isOne();
			assertThat(registry.get("apixo.relay.runs").gauge().value()).isZero();
			assertThat(registry.get("apixo.relay.watchers").gauge().value()).isZero();
		});
	}

	private void start(ApixoRelay relay, Flux<?> source) {
		assertThat(Objects.requireNonNull(relay.start(this.id, source).block(PATIENCE))).isTrue();
	}

	record Step(String stepName) {

	}

}

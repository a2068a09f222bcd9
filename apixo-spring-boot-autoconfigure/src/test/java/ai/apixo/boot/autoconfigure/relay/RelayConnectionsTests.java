package ai.apixo.boot.autoconfigure.relay;

import java.time.Duration;

import io.lettuce.core.protocol.ProtocolVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisReactiveAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.data.redis.connection.ReactiveRedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import reactor.core.publisher.Flux;

import ai.apixo.redis.TestRedis;
import ai.apixo.relay.ApixoRelay;
import ai.apixo.relay.Page;
import ai.apixo.relay.RelayId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * How many connections to Redis the relay of an application has.
 */
class RelayConnectionsTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final TestRedis redis = TestRedis.start();

	private final RelayId id = RelayId.random("ada");

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ApixoRelayAutoConfiguration.class, DataRedisAutoConfiguration.class,
				DataRedisReactiveAutoConfiguration.class))
		.withPropertyValues("apixo.relay.store=redis", "spring.data.redis.url=redis://127.0.0.1:" + this.redis.port());

	@AfterEach
	void close() {
		this.redis.close();
	}

	@Test
	@DisplayName("RELAY-35 no connection is opened before the first start, and none is left open")
	void connectionIsOpenedWhenItIsNeeded() {
		this.contextRunner.run((context) -> {
			assertThat(context).hasSingleBean(ReactiveRedisConnectionFactory.class);
			assertThat(this.redis.clients()).isZero();
			relay(context.getBean(ApixoRelay.class));
			assertThat(this.redis.clients()).isOne();
		});
		await().until(() -> this.redis.clients() == 0);
	}

	@Test
	@DisplayName("RELAY-26 wake-ups come again after the connection was cut")
	void cutConnectionIsOpenedAgain() {
		this.contextRunner.run((context) -> {
			ApixoRelay relay = context.getBean(ApixoRelay.class);
			relay(relay);
			this.redis.cutSubscriptions();
			await().until(() -> this.redis.subscriptions("apixo:relay:wake-ups") == 1);
			RelayId next = RelayId.random("ada");
			relay.start(next, Flux.range(0, 3)).block(PATIENCE);
			assertThat(Page.open(relay, next).awaitComplete().data()).containsExactly("0", "1", "2");
			assertThat(this.redis.clients()).isOne();
		});
	}

	@Test
	@DisplayName("RELAY-26 a server that speaks RESP2 only has another connection for the wake-ups")
	void messagesHaveTheirOwnConnectionWithoutResp3() {
		this.contextRunner
			.withBean(LettuceClientOptionsBuilderCustomizer.class,
					() -> (options) -> options.protocolVersion(ProtocolVersion.RESP2))
			.run((context) -> {
				relay(context.getBean(ApixoRelay.class));
				assertThat(this.redis.clients()).isEqualTo(2);
			});
		await().until(() -> this.redis.clients() == 0);
	}

	@Test
	@DisplayName("RELAY-26 connections of the application's own are used as they are")
	void connectionsOfTheApplicationAreUsed() {
		LettuceConnectionFactory own = this.redis.connectionFactory();
		this.contextRunner.withBean("redisConnectionFactory", LettuceConnectionFactory.class, () -> own)
			.run((context) -> {
				assertThat(context.getBean(RelayConnections.class).factory()).isSameAs(own);
				relay(context.getBean(ApixoRelay.class));
			});
	}

	private void relay(ApixoRelay relay) {
		relay.start(this.id, Flux.range(0, 3)).block(PATIENCE);
		assertThat(Page.open(relay, this.id).awaitComplete().data()).containsExactly("0", "1", "2");
		await().until(() -> this.redis.subscriptions("apixo:relay:wake-ups") == 1);
	}

}

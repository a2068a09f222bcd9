package ai.apixo.relay;

import java.time.Duration;
import java.util.function.Consumer;

import org.springframework.data.redis.connection.ReactiveSubscription;
import org.springframework.data.redis.listener.ChannelTopic;
import org.springframework.data.redis.listener.ReactiveRedisMessageListenerContainer;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

import ai.apixo.client.redis.RedisConnections;

/**
 * The subscription of this replica to the wake-ups of all runs. A wake-up that is lost
 * while it is not connected costs nothing but the time to the next look.
 */
final class RedisWakeUps implements Disposable {

	private static final Duration RETRY_DELAY = Duration.ofSeconds(1);

	private final Disposable subscription;

	/**
	 * Subscribe.
	 * @param connections the connections to Redis
	 * @param channel the channel
	 * @param receiver takes the wake-ups; must return at once
	 */
	RedisWakeUps(RedisConnections connections, String channel, Consumer<WakeUp> receiver) {
		Mono<ReactiveRedisMessageListenerContainer> container = connections.opened()
			.then(Mono.fromSupplier(() -> new ReactiveRedisMessageListenerContainer(connections.factory())));
		this.subscription = Flux
			.usingWhen(container, (opened) -> opened.receive(ChannelTopic.of(channel)),
					(opened) -> opened.destroyLater().onErrorComplete())
			.map(ReactiveSubscription.Message::getMessage)
			.map(WakeUp::of)
			.doOnNext(receiver)
			.retryWhen(Retry.fixedDelay(Long.MAX_VALUE, RETRY_DELAY))
			.subscribe();
	}

	@Override
	public void dispose() {
		this.subscription.dispose();
	}

}

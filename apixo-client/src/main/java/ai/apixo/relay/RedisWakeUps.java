package ai.apixo.relay;

import java.time.Duration;
import java.util.function.Consumer;

import org.springframework.data.redis.connection.ReactiveRedisConnectionFactory;
import org.springframework.data.redis.connection.ReactiveSubscription;
import org.springframework.data.redis.listener.ChannelTopic;
import org.springframework.data.redis.listener.ReactiveRedisMessageListenerContainer;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.util.retry.Retry;

/**
 * The subscription of this replica to the wake-ups of all runs. A wake-up that is lost
 * while it is not connected costs nothing but the time to the next look.
 */
final class RedisWakeUps implements Disposable {

	private static final Duration RETRY_DELAY = Duration.ofSeconds(1);

	private final Disposable.Composite resources = Disposables.composite();

	/**
	 * Subscribe.
	 * @param connectionFactory the factory of its connection
	 * @param channel the channel
	 * @param receiver takes the wake-ups; must return at once
	 */
	RedisWakeUps(ReactiveRedisConnectionFactory connectionFactory, String channel, Consumer<WakeUp> receiver) {
		ReactiveRedisMessageListenerContainer container = new ReactiveRedisMessageListenerContainer(connectionFactory);
		this.resources.add(() -> container.destroyLater().subscribe(null, (failure) -> {
		}));
		this.resources.add(container.receive(ChannelTopic.of(channel))
			.map(ReactiveSubscription.Message::getMessage)
			.map(WakeUp::of)
			.doOnNext(receiver)
			.retryWhen(Retry.fixedDelay(Long.MAX_VALUE, RETRY_DELAY))
			.subscribe());
	}

	@Override
	public void dispose() {
		this.resources.dispose();
	}

}

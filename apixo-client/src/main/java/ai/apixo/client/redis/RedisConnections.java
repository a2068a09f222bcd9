package ai.apixo.client.redis;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.ReactiveRedisConnection;
import org.springframework.data.redis.connection.ReactiveRedisConnectionFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * The connections of an application to Redis. Spring Data opens the first of them on the
 * thread that asks for it, which waits: for a minute if Redis takes the connection and
 * never responds. Here it is opened on a thread that may wait, and once for all who need
 * it.
 *
 * @since 0.1.0
 */
public final class RedisConnections {

	private final AtomicReference<Sinks.@Nullable Empty<Void>> opening = new AtomicReference<>();

	private final ReactiveRedisConnectionFactory factory;

	private volatile boolean opened;

	/**
	 * Create connections, none of which is opened yet.
	 * @param factory opens them
	 */
	public RedisConnections(ReactiveRedisConnectionFactory factory) {
		this.factory = Objects.requireNonNull(factory, "'connectionFactory' must not be null");
	}

	/**
	 * Return what opens the connections. Ask it for one only after {@link #opened()}.
	 * @return the factory
	 */
	public ReactiveRedisConnectionFactory factory() {
		return this.factory;
	}

	/**
	 * Return when the factory can be asked for a connection without waiting.
	 * @return completes, at once if there has been a connection before, or fails as the
	 * attempt to connect did; cancelling it leaves that attempt alone
	 */
	public Mono<Void> opened() {
		return Mono.defer(() -> this.opened ? Mono.empty() : open());
	}

	private Mono<Void> open() {
		Sinks.Empty<Void> outcome = Sinks.empty();
		Sinks.Empty<Void> underway = this.opening.compareAndExchange(null, outcome);
		if (underway != null) {
			return underway.asMono();
		}
		Mono.fromCallable(this.factory::getReactiveConnection)
			.flatMap(ReactiveRedisConnection::closeLater)
			.subscribeOn(Schedulers.boundedElastic())
			.subscribe(null, (failure) -> {
				this.opening.set(null);
				outcome.tryEmitError(failure);
			}, () -> {
				this.opened = true;
				this.opening.set(null);
				outcome.tryEmitEmpty();
			});
		return outcome.asMono();
	}

}

package ai.apixo.limit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.connection.ReactiveRedisConnectionFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import ai.apixo.client.redis.RedisConnections;

/**
 * Calls the script that keeps what a key has used in Redis.
 */
final class LimitsScript {

	private static final String TIME_OF_THE_SERVER = "0";

	private final RedisConnections connections;

	private final ReactiveStringRedisTemplate redis;

	@SuppressWarnings("rawtypes")
	private final RedisScript<List> script;

	private final Scheduler clock;

	private final String keyPrefix;

	private final String replica;

	private final AtomicInteger pending = new AtomicInteger();

	LimitsScript(ReactiveRedisConnectionFactory connectionFactory, Scheduler clock, String keyPrefix, String replica) {
		this.connections = new RedisConnections(connectionFactory);
		this.redis = new ReactiveStringRedisTemplate(connectionFactory);
		this.script = RedisScript.of(text(), List.class);
		this.clock = clock;
		this.keyPrefix = keyPrefix;
		this.replica = replica;
	}

	/**
	 * Read now, because it is wanted on the threads of the connection, where reading a
	 * file would hold up others.
	 */
	private static String text() {
		try {
			return new ClassPathResource("limits.lua", LimitsScript.class).getContentAsString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Run one operation.
	 * @param keyId the id of the key
	 * @param operation the operation
	 * @param arguments its arguments
	 * @return what it returns, when it is subscribed to
	 */
	Mono<List<Long>> run(String keyId, String operation, Object... arguments) {
		List<String> all = Stream
			.concat(Stream.of(operation, time(), this.replica), Stream.of(arguments).map(String::valueOf))
			.toList();
		return this.connections.opened()
			.thenMany(this.redis.execute(this.script, List.of(this.keyPrefix + keyId), all))
			.next()
			.map(LimitsScript::numbers)
			.doOnSubscribe((subscription) -> this.pending.incrementAndGet())
			.doFinally((signal) -> this.pending.decrementAndGet());
	}

	/**
	 * Return whether every operation so far has come back.
	 * @return whether Redis is asked for nothing at this moment
	 */
	boolean isIdle() {
		return this.pending.get() == 0;
	}

	private static List<Long> numbers(List<?> result) {
		return result.stream().map((number) -> (Long) number).toList();
	}

	/**
	 * Only a clock that was set counts, because those of replicas differ.
	 */
	private String time() {
		return (this.clock == Schedulers.parallel()) ? TIME_OF_THE_SERVER
				: String.valueOf(Math.max(1, this.clock.now(TimeUnit.MILLISECONDS)));
	}

}

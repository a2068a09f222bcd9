package ai.apixo.limit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import redis.embedded.RedisServer;

/**
 * A Redis for tests: the one that {@code TEST_REDIS_PORT} names, else one of its own on a
 * free port. One that is to be stopped is always its own.
 */
final class LimitsRedis implements AutoCloseable {

	private static final String PORT = "TEST_REDIS_PORT";

	private final int port;

	private @Nullable RedisServer server;

	private final LettuceConnectionFactory connectionFactory;

	private LimitsRedis(int port, boolean own) {
		this.port = port;
		if (own) {
			start();
		}
		LettuceClientConfiguration client = LettuceClientConfiguration.builder()
			.shutdownTimeout(Duration.ZERO)
			.shutdownQuietPeriod(Duration.ZERO)
			.build();
		this.connectionFactory = new LettuceConnectionFactory(new RedisStandaloneConfiguration("127.0.0.1", port),
				client);
		this.connectionFactory.afterPropertiesSet();
		this.connectionFactory.start();
	}

	static LimitsRedis open() {
		String port = System.getenv(PORT);
		return (port != null) ? new LimitsRedis(Integer.parseInt(port), false) : stoppable();
	}

	static LimitsRedis stoppable() {
		return new LimitsRedis(freePort(), true);
	}

	LettuceConnectionFactory connectionFactory() {
		return this.connectionFactory;
	}

	void start() {
		try {
			RedisServer started = RedisServer.newRedisServer()
				.port(this.port)
				.bind("127.0.0.1")
				.setting("save \"\"")
				.setting("appendonly no")
				.build();
			started.start();
			this.server = started;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	void stop() {
		RedisServer running = this.server;
		if (running != null) {
			try {
				running.stop();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			this.server = null;
		}
	}

	@Override
	public void close() {
		this.connectionFactory.destroy();
		stop();
	}

	private static int freePort() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}

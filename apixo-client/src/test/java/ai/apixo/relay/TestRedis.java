package ai.apixo.relay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.condition.OS;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import redis.embedded.RedisServer;
import redis.embedded.core.RedisServerBuilder;

/**
 * A Redis on a port of its own. What it holds survives a restart.
 */
final class TestRedis {

	private final int port = freePort();

	private final Path directory = directory();

	private RedisServer server = server();

	static TestRedis start() {
		Assumptions.assumeFalse(OS.WINDOWS.isCurrentOs(), "The embedded Redis for Windows is older than 6.2");
		TestRedis redis = new TestRedis();
		redis.begin();
		Runtime.getRuntime().addShutdownHook(new Thread(redis::stop));
		return redis;
	}

	/**
	 * Return the connections to the one that tests share which leave it alone.
	 */
	static LettuceConnectionFactory sharedConnections() {
		return Shared.CONNECTIONS;
	}

	private void begin() {
		try {
			this.server = server();
			this.server.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	void stop() {
		try {
			this.server.stop();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	void restart() {
		begin();
	}

	/**
	 * Let it do nothing for a while, as if it were stopped.
	 */
	void pause(Duration time) {
		LettuceConnectionFactory factory = connectionFactory();
		factory.getConnection()
			.execute("CLIENT", "PAUSE".getBytes(StandardCharsets.UTF_8),
					Long.toString(time.toMillis()).getBytes(StandardCharsets.UTF_8));
		factory.destroy();
	}

	LettuceConnectionFactory connectionFactory() {
		LettuceConnectionFactory factory = new LettuceConnectionFactory("127.0.0.1", this.port);
		factory.afterPropertiesSet();
		factory.start();
		return factory;
	}

	private RedisServer server() {
		try {
			return new RedisServerBuilder().port(this.port)
				.bind("127.0.0.1")
				.setting("dir " + this.directory)
				.setting("appendonly yes")
				.setting("appendfsync always")
				.setting("save \"\"")
				.build();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Path directory() {
		try {
			return Files.createTempDirectory("apixo-redis");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static int freePort() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static final class Shared {

		private static final TestRedis REDIS = start();

		private static final LettuceConnectionFactory CONNECTIONS = REDIS.connectionFactory();

	}

}

package ai.apixo.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.condition.OS;
import org.springframework.data.redis.connection.ReactiveRedisConnection;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import redis.embedded.RedisServer;
import redis.embedded.core.RedisServerBuilder;

/**
 * A Redis for tests. {@link #start()} gives one that can be stopped: it has a port of its
 * own, and what it holds survives a restart. Tests that leave it alone share one, which
 * {@code TEST_REDIS_PORT} names, else it is started for all of them.
 */
public final class TestRedis implements AutoCloseable {

	private static final String PORT = "TEST_REDIS_PORT";

	private final List<LettuceConnectionFactory> connections = new CopyOnWriteArrayList<>();

	private final int port = freePort();

	private final Path directory = RedisFiles.directory(this.port);

	private final boolean lasting;

	private RedisServer server;

	private TestRedis(boolean lasting) {
		this.lasting = lasting;
		this.server = server();
	}

	/**
	 * Start one of its own, to be closed.
	 */
	public static TestRedis start() {
		return start(true);
	}

	private static TestRedis start(boolean lasting) {
		Assumptions.assumeFalse(OS.WINDOWS.isCurrentOs(), "The embedded Redis for Windows is older than 6.2");
		TestRedis redis = new TestRedis(lasting);
		redis.begin();
		RedisFiles.closeAtTheEnd(redis);
		return redis;
	}

	/**
	 * Return the connections to the one that tests share which leave it alone.
	 */
	public static LettuceConnectionFactory sharedConnections() {
		return Shared.CONNECTIONS;
	}

	public int port() {
		return this.port;
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

	public synchronized void stop() {
		try {
			this.server.stop();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public synchronized void restart() {
		begin();
	}

	/**
	 * Let it do nothing for a while, as if it were stopped.
	 */
	public void pause(Duration time) {
		LettuceConnectionFactory factory = connectionFactory();
		factory.getConnection()
			.execute("CLIENT", "PAUSE".getBytes(StandardCharsets.UTF_8),
					Long.toString(time.toMillis()).getBytes(StandardCharsets.UTF_8));
		factory.destroy();
	}

	/**
	 * Let it refuse whatever writes, as a replica does while another takes over.
	 */
	public void refuseWrites() {
		ask((commands) -> commands.replicaof("127.0.0.1", 1));
	}

	/**
	 * Let it write again.
	 */
	public void allowWrites() {
		ask(RedisCommands::replicaofNoOne);
	}

	/**
	 * Return how many are connected, the one that asks left out.
	 */
	public int clients() {
		return ask((commands) -> (int) commands.clientList().lines().count() - 1);
	}

	/**
	 * Return how many have subscribed to a channel.
	 */
	public long subscriptions(String channel) {
		return ask((commands) -> commands.pubsubNumsub(channel).getOrDefault(channel, 0L));
	}

	/**
	 * Close the connections of all subscriptions.
	 */
	public void cutSubscriptions() {
		ask((commands) -> commands.clientKill(KillArgs.Builder.typePubsub()));
	}

	private <T> T ask(Function<RedisCommands<String, String>, T> question) {
		RedisClient client = RedisClient.create("redis://127.0.0.1:" + this.port);
		try (StatefulRedisConnection<String, String> connection = client.connect()) {
			return question.apply(connection.sync());
		}
		finally {
			client.shutdown(Duration.ZERO, Duration.ZERO);
		}
	}

	/**
	 * Return new connections, which are closed with this Redis.
	 */
	public LettuceConnectionFactory connectionFactory() {
		LettuceConnectionFactory factory = connectionFactory(this.port);
		this.connections.add(factory);
		return factory;
	}

	static LettuceConnectionFactory connectionFactory(int port) {
		LettuceClientConfiguration client = LettuceClientConfiguration.builder()
			.shutdownTimeout(Duration.ZERO)
			.shutdownQuietPeriod(Duration.ZERO)
			.build();
		LettuceConnectionFactory factory = new LettuceConnectionFactory(
				new RedisStandaloneConfiguration("127.0.0.1", port), client);
		factory.afterPropertiesSet();
		factory.start();
		return factory;
	}

	@Override
	public void close() {
		this.connections.forEach(LettuceConnectionFactory::destroy);
		this.connections.clear();
		stop();
		RedisFiles.delete(this.directory);
	}

	private RedisServer server() {
		try {
			return new RedisServerBuilder().executableProvider(RedisFiles::executable)
				.port(this.port)
				.bind("127.0.0.1")
				.setting("dir " + this.directory)
				.setting("appendonly " + (this.lasting ? "yes" : "no"))
				// What the kernel has outlives the process; disks are slow when much is
				// built.
				.setting("appendfsync no")
				.setting("save \"\"")
				.build();
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

		private static final LettuceConnectionFactory CONNECTIONS = connections();

		private static LettuceConnectionFactory connections() {
			String port = System.getenv(PORT);
			LettuceConnectionFactory factory = (port != null) ? TestRedis.connectionFactory(Integer.parseInt(port))
					: start(false).connectionFactory();
			// The first command loads the classes of the driver, which takes a busy
			// machine longer than the leases of tests.
			ReactiveRedisConnection connection = factory.getReactiveConnection();
			connection.ping().then(connection.closeLater()).block();
			return factory;
		}

	}

}

package ai.apixo.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * A Redis that takes connections and never says anything: the kernel takes them.
 */
public final class SilentRedis implements AutoCloseable {

	private final ServerSocket server;

	private final LettuceConnectionFactory connections;

	private SilentRedis() throws IOException {
		this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		this.connections = TestRedis.connectionFactory(this.server.getLocalPort());
	}

	public static SilentRedis start() {
		try {
			return new SilentRedis();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public LettuceConnectionFactory connections() {
		return this.connections;
	}

	@Override
	public void close() {
		try {
			this.server.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.connections.destroy();
	}

}

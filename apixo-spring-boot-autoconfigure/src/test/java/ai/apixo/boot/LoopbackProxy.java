package ai.apixo.boot;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An HTTP proxy on loopback: joins whoever says {@code CONNECT} with whom they name.
 */
public final class LoopbackProxy implements AutoCloseable {

	private final ServerSocket serverSocket;

	private final List<Socket> sockets = new CopyOnWriteArrayList<>();

	private final List<String> targets = new CopyOnWriteArrayList<>();

	private LoopbackProxy() {
		try {
			this.serverSocket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		daemon(this::accept);
	}

	public static LoopbackProxy start() {
		return new LoopbackProxy();
	}

	public int port() {
		return this.serverSocket.getLocalPort();
	}

	/**
	 * Whom the proxy was asked for so far.
	 * @return host and port of each connection
	 */
	public List<String> targets() {
		return this.targets;
	}

	private void accept() throws IOException {
		while (true) {
			Socket client = this.serverSocket.accept();
			this.sockets.add(client);
			daemon(() -> join(client));
		}
	}

	private void join(Socket client) throws IOException {
		// Nothing follows the request before it is answered, so nothing is read too far.
		BufferedReader request = new BufferedReader(
				new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
		List<String> head = request.lines().takeWhile((line) -> !line.isEmpty()).toList();
		URI target = URI.create("http://" + head.get(0).replaceFirst("CONNECT (\\S+) .*", "$1"));
		this.targets.add(target.getAuthority());
		Socket server = new Socket(target.getHost(), target.getPort());
		this.sockets.add(server);
		client.getOutputStream().write("HTTP/1.1 200 Connected\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
		daemon(() -> pass(server, client));
		pass(client, server);
	}

	private static void pass(Socket from, Socket to) throws IOException {
		try (from; to) {
			from.getInputStream().transferTo(to.getOutputStream());
		}
	}

	private static void daemon(Task task) {
		Thread thread = new Thread(() -> {
			try {
				task.run();
			}
			catch (IOException ex) {
				// One side or the proxy was closed.
			}
		}, "proxy");
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void close() {
		try {
			this.serverSocket.close();
			for (Socket socket : this.sockets) {
				socket.close();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@FunctionalInterface
	private interface Task {

		void run() throws IOException;

	}

}

package ai.apixo.boot.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A path to a server that can lose what its connections carry without closing them, as a
 * firewall or an address translator does that has forgotten them. New connections work.
 */
final class FreezingPath implements AutoCloseable {

	private final ServerSocket serverSocket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());

	private final List<Link> links = new CopyOnWriteArrayList<>();

	private final int target;

	FreezingPath(int target) throws IOException {
		this.target = target;
		start(this::accept);
	}

	int port() {
		return this.serverSocket.getLocalPort();
	}

	int connections() {
		return this.links.size();
	}

	/**
	 * Lose everything that comes over the connections that there are.
	 */
	void freeze() {
		this.links.forEach((link) -> link.frozen = true);
	}

	private void accept() {
		try {
			while (true) {
				Link link = new Link(this.serverSocket.accept(),
						new Socket(InetAddress.getLoopbackAddress(), this.target));
				this.links.add(link);
				start(() -> link.carry(link.client, link.server));
				start(() -> link.carry(link.server, link.client));
			}
		}
		catch (IOException ex) {
			// The test is over.
		}
	}

	private static void start(Runnable task) {
		Thread thread = new Thread(task, "path");
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void close() throws IOException {
		this.serverSocket.close();
		for (Link link : this.links) {
			link.client.close();
			link.server.close();
		}
	}

	private static final class Link {

		private final Socket client;

		private final Socket server;

		private volatile boolean frozen;

		private Link(Socket client, Socket server) {
			this.client = client;
			this.server = server;
		}

		private void carry(Socket from, Socket to) {
			try {
				InputStream input = from.getInputStream();
				OutputStream output = to.getOutputStream();
				byte[] buffer = new byte[8192];
				for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
					if (!this.frozen) {
						output.write(buffer, 0, read);
					}
				}
				if (!this.frozen) {
					to.close();
				}
			}
			catch (IOException ex) {
				// One of both has ended.
			}
		}

	}

}

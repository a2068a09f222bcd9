package ai.apixo.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server on loopback that plays one script for each request, byte for byte, where an
 * HTTP server would be too well-behaved. The last script is played for all further
 * requests.
 */
public final class ScriptedGateway implements AutoCloseable {

	private final ServerSocket serverSocket;

	private final List<Script> scripts;

	private final List<GatewayRequest> requests = new CopyOnWriteArrayList<>();

	private final List<Socket> sockets = new CopyOnWriteArrayList<>();

	private final AtomicInteger connections = new AtomicInteger();

	private final Latch played = new Latch();

	private ScriptedGateway(List<Script> scripts) {
		this.scripts = scripts;
		try {
			this.serverSocket = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		daemon(this::accept);
	}

	public static ScriptedGateway playing(Script... scripts) {
		return new ScriptedGateway(List.of(scripts));
	}

	public String url() {
		return "http://127.0.0.1:" + this.serverSocket.getLocalPort();
	}

	public int port() {
		return this.serverSocket.getLocalPort();
	}

	/**
	 * The requests that have come so far.
	 * @return the requests, in order
	 */
	public List<GatewayRequest> requests() {
		return this.requests;
	}

	public int connections() {
		return this.connections.get();
	}

	/**
	 * Waits until a script has been played to its end. If that is the client closing the
	 * connection, this has to be asked before the gateway closes it.
	 */
	public void awaitPlayed() {
		this.played.await();
	}

	private void accept() {
		try {
			while (true) {
				Socket socket = this.serverSocket.accept();
				socket.setTcpNoDelay(true);
				this.sockets.add(socket);
				this.connections.incrementAndGet();
				daemon(() -> serve(socket));
			}
		}
		catch (IOException ex) {
			// The gateway was closed.
		}
	}

	private void serve(Socket socket) {
		try (socket) {
			GatewayRequest request = GatewayRequest.read(socket.getInputStream());
			while (request != null) {
				int number = add(request);
				Script script = this.scripts.get(Math.min(number, this.scripts.size() - 1));
				script.play(new ScriptedResponse(socket, request));
				this.played.release();
				request = (socket.isClosed()) ? null : GatewayRequest.read(socket.getInputStream());
			}
		}
		catch (IOException ex) {
			// The client has closed the connection, or the gateway was closed.
		}
	}

	private synchronized int add(GatewayRequest request) {
		this.requests.add(request);
		return this.requests.size() - 1;
	}

	private static void daemon(Runnable task) {
		Thread thread = new Thread(task, "scripted-gateway");
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

	/**
	 * How the gateway responds to one request.
	 */
	@FunctionalInterface
	public interface Script {

		void play(ScriptedResponse response) throws IOException;

	}

}

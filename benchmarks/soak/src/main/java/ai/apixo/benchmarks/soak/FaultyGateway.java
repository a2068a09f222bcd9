package ai.apixo.benchmarks.soak;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A gateway on loopback that fails in all ways at random. Given a key store, it speaks
 * HTTP/2 on a port of its own too. Prints its ports; asked for {@code GET /}, it tells
 * how many requests and connections it has seen.
 */
public final class FaultyGateway {

	private final AtomicInteger requests = new AtomicInteger();

	private final AtomicInteger cancellableRequests = new AtomicInteger();

	private final AtomicInteger open = new AtomicInteger();

	private final AtomicInteger busy = new AtomicInteger();

	private final AtomicInteger accepted = new AtomicInteger();

	/**
	 * Requests on used connections that ended without a byte, which the client sends
	 * again at once.
	 */
	private final AtomicInteger unanswered = new AtomicInteger();

	private final Http2Gateway http2 = new Http2Gateway();

	private FaultyGateway() {
	}

	/**
	 * Run the gateway until it is stopped.
	 * @param args the key store for HTTP/2
	 * @throws IOException if no port can be had
	 */
	public static void main(String[] args) throws IOException {
		FaultyGateway gateway = new FaultyGateway();
		try (ServerSocket server = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress())) {
			System.out.println(server.getLocalPort() + " " + gateway.http2.start(args[0]));
			while (true) {
				Socket socket = server.accept();
				socket.setTcpNoDelay(true);
				Thread thread = new Thread(null, () -> gateway.serve(socket), "connection", 256 * 1024);
				thread.setDaemon(true);
				thread.start();
			}
		}
	}

	private void serve(Socket socket) {
		this.open.incrementAndGet();
		this.accepted.incrementAndGet();
		try (socket) {
			BufferedInputStream input = new BufferedInputStream(socket.getInputStream());
			SoakRequest request = SoakRequest.read(input);
			boolean used = false;
			while (request != null) {
				this.busy.incrementAndGet();
				try {
					answer(request, new FaultyResponse(socket, request), used);
				}
				finally {
					this.busy.decrementAndGet();
				}
				used = true;
				request = socket.isClosed() ? null : SoakRequest.read(input);
			}
		}
		catch (IOException ex) {
			// The client has closed the connection.
		}
		finally {
			this.open.decrementAndGet();
		}
	}

	private void answer(SoakRequest request, FaultyResponse reply, boolean used) throws IOException {
		if (request.isQuestion()) {
			reply.respond(200, "text/plain",
					this.requests + " " + this.cancellableRequests + " " + (this.open.get() - 1) + " "
							+ (this.busy.get() - 1) + " " + this.accepted + " " + this.unanswered + " "
							+ this.http2.requests() + " " + this.http2.open());
			return;
		}
		(request.isCancellable() ? this.cancellableRequests : this.requests).incrementAndGet();
		Fault fault = fault(ThreadLocalRandom.current());
		if (used && (fault == Fault.RESET_AT_ONCE || fault == Fault.CLOSE_AT_ONCE)) {
			this.unanswered.incrementAndGet();
		}
		reply.play(fault);
	}

	/**
	 * Half of all requests are answered well.
	 */
	static Fault fault(Random random) {
		Fault[] faults = Fault.values();
		return random.nextBoolean() ? Fault.NONE : faults[random.nextInt(faults.length)];
	}

}

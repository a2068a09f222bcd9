package ai.apixo.client;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * A gateway that counts how many requests it has at once. A request is open from its last
 * byte on until right before the last byte of the response, or until the client has
 * closed the connection: one thread serves all of them, and whenever a request comes, it
 * looks at all others whether their client has left, before it counts.
 */
final class CountingGateway implements AutoCloseable {

	private final Queue<Step> steps = new PriorityQueue<>(Comparator.comparingLong(Step::time));

	private final Set<Connection> open = new HashSet<>();

	private final AtomicInteger received = new AtomicInteger();

	private final ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);

	private final Function<String, Response> script;

	private final ServerSocketChannel server;

	private final Selector selector;

	private volatile int mostOpen;

	private volatile boolean closed;

	private CountingGateway(Function<String, Response> script) throws IOException {
		this.script = script;
		this.selector = Selector.open();
		this.server = ServerSocketChannel.open();
		this.server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
		this.server.configureBlocking(false);
		this.server.register(this.selector, SelectionKey.OP_ACCEPT);
		Thread thread = new Thread(this::serve, "counting-gateway");
		thread.setDaemon(true);
		thread.start();
	}

	/**
	 * Start a gateway.
	 * @param script gives the response to the body of a request
	 */
	static CountingGateway playing(Function<String, Response> script) {
		try {
			return new CountingGateway(script);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	String url() {
		return "http://127.0.0.1:" + this.server.socket().getLocalPort();
	}

	int received() {
		return this.received.get();
	}

	/**
	 * Return the largest number of requests that were open at once.
	 */
	int mostOpen() {
		return this.mostOpen;
	}

	private void serve() {
		try {
			while (!this.closed) {
				Step next = this.steps.peek();
				long millis = (next != null) ? TimeUnit.NANOSECONDS.toMillis(next.time() - System.nanoTime()) : 1000;
				if (millis > 0) {
					this.selector.select(millis);
				}
				else {
					this.selector.selectNow();
				}
				for (SelectionKey key : this.selector.selectedKeys()) {
					serve(key);
				}
				this.selector.selectedKeys().clear();
				play();
			}
			for (SelectionKey key : this.selector.keys()) {
				key.channel().close();
			}
			this.selector.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void serve(SelectionKey key) throws IOException {
		if (key.attachment() instanceof Connection connection) {
			connection.read();
			return;
		}
		SocketChannel channel = this.server.accept();
		if (channel != null) {
			channel.configureBlocking(false);
			channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
			channel.register(this.selector, SelectionKey.OP_READ, new Connection(channel));
		}
	}

	private void play() {
		for (Step step = this.steps.peek(); step != null
				&& step.time() <= System.nanoTime(); step = this.steps.peek()) {
			this.steps.remove();
			step.action().run();
		}
	}

	@Override
	public void close() {
		this.closed = true;
		this.selector.wakeup();
	}

	/**
	 * How a request is answered.
	 *
	 * @param beginning what is sent after the pause
	 * @param last what is sent after another pause, and ends the call; if {@code null},
	 * nothing is
	 * @param pauseMillis the pause
	 * @param then what becomes of the connection
	 */
	record Response(String beginning, @Nullable String last, int pauseMillis, Then then) {

		static Response whole(int status, String contentType, String beginning, String last, int pauseMillis) {
			int length = (beginning + last).getBytes(StandardCharsets.UTF_8).length;
			String head = "HTTP/1.1 " + status + " Status\r\ncontent-type: " + contentType + "\r\ncontent-length: "
					+ length + "\r\n\r\n";
			return new Response(head + beginning, last, pauseMillis, Then.KEEP);
		}

	}

	/**
	 * What becomes of a connection.
	 */
	enum Then {

		KEEP, FINISH, RESET

	}

	private record Step(long time, Runnable action) {

	}

	/**
	 * A connection, with at most one open request.
	 */
	private final class Connection {

		private final SocketChannel channel;

		private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

		private Connection(SocketChannel channel) {
			this.channel = channel;
		}

		private void read() {
			CountingGateway.this.buffer.clear();
			try {
				int count = this.channel.isOpen() ? this.channel.read(CountingGateway.this.buffer) : 0;
				if (count < 0) {
					close();
				}
				else if (count > 0) {
					this.bytes.write(CountingGateway.this.buffer.array(), 0, count);
					GatewayRequest request = request();
					if (request != null) {
						this.bytes.reset();
						received(request);
					}
				}
			}
			catch (IOException ex) {
				close();
			}
		}

		private @Nullable GatewayRequest request() throws IOException {
			GatewayRequest request = GatewayRequest.read(new ByteArrayInputStream(this.bytes.toByteArray()));
			if (request == null) {
				return null;
			}
			int length = Integer.parseInt(request.header("content-length").get(0));
			return (request.body().getBytes(StandardCharsets.UTF_8).length == length) ? request : null;
		}

		private void received(GatewayRequest request) {
			List.copyOf(CountingGateway.this.open).forEach(Connection::read);
			CountingGateway.this.open.add(this);
			CountingGateway.this.received.incrementAndGet();
			CountingGateway.this.mostOpen = Math.max(CountingGateway.this.mostOpen, CountingGateway.this.open.size());
			Response response = CountingGateway.this.script.apply(request.body());
			after(response.pauseMillis(), () -> {
				write(response.beginning());
				after(response.pauseMillis(), () -> end(response));
			});
		}

		private void after(int millis, Runnable action) {
			CountingGateway.this.steps.add(new Step(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis), action));
		}

		private void end(Response response) {
			CountingGateway.this.open.remove(this);
			String last = response.last();
			if (last != null) {
				write(last);
			}
			if (response.then() != Then.KEEP) {
				if (response.then() == Then.RESET) {
					linger();
				}
				close();
			}
		}

		private void linger() {
			try {
				this.channel.setOption(StandardSocketOptions.SO_LINGER, 0);
			}
			catch (IOException ex) {
				// The client has closed the connection.
			}
		}

		private void write(String text) {
			try {
				this.channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
			}
			catch (IOException ex) {
				close();
			}
		}

		private void close() {
			CountingGateway.this.open.remove(this);
			try {
				this.channel.close();
			}
			catch (IOException ex) {
				// It is closed all the same.
			}
		}

	}

}

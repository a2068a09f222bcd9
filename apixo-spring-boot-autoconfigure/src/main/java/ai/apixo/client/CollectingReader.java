package ai.apixo.client;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.Disposable;
import reactor.core.scheduler.Schedulers;

/**
 * Reads a body as a whole, up to a size and, for bodies that only explain a failure, up
 * to a time. Tells once.
 */
final class CollectingReader implements ReplyReader {

	/**
	 * How much is read of a body that only explains a failure, and for how long.
	 */
	private static final int EXPLANATION_BYTES = 64 * 1024;

	private static final Duration EXPLANATION_TIME = Duration.ofSeconds(5);

	private final HttpExchange exchange;

	private final int limit;

	private final Consumer<CollectedBody> consumer;

	private final @Nullable Disposable deadline;

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

	private boolean done;

	private CollectingReader(HttpExchange exchange, int limit, @Nullable Duration timeLimit,
			Consumer<CollectedBody> consumer) {
		this.exchange = exchange;
		this.limit = limit;
		this.consumer = consumer;
		this.deadline = (timeLimit != null)
				? Schedulers.parallel().schedule(this::cut, timeLimit.toNanos(), TimeUnit.NANOSECONDS) : null;
	}

	/**
	 * For a body that is the answer.
	 */
	static CollectingReader ofAnswer(HttpExchange exchange, int limit, Consumer<CollectedBody> consumer) {
		return new CollectingReader(exchange, limit, null, consumer);
	}

	/**
	 * For a body that only explains a failure, and that may be endless.
	 */
	static CollectingReader ofExplanation(HttpExchange exchange, Consumer<CollectedBody> consumer) {
		return new CollectingReader(exchange, EXPLANATION_BYTES, EXPLANATION_TIME, consumer);
	}

	@Override
	public void onBytes(DataBuffer buffer) {
		if (take(buffer)) {
			this.exchange.request();
		}
		else {
			cut();
		}
	}

	private synchronized boolean take(DataBuffer buffer) {
		int readable = Math.min(buffer.readableByteCount(), this.limit - this.bytes.size());
		boolean all = readable == buffer.readableByteCount();
		byte[] taken = new byte[readable];
		buffer.read(taken);
		DataBufferUtils.release(buffer);
		this.bytes.writeBytes(taken);
		return all;
	}

	private void cut() {
		this.exchange.close();
		finish(true, null);
	}

	@Override
	public void onEnd() {
		finish(false, null);
	}

	@Override
	public void onFailure(Throwable failure) {
		finish(false, failure);
	}

	@Override
	public synchronized void close() {
		this.done = true;
		if (this.deadline != null) {
			this.deadline.dispose();
		}
	}

	private void finish(boolean truncated, @Nullable Throwable failure) {
		CollectedBody body;
		synchronized (this) {
			if (this.done) {
				return;
			}
			this.done = true;
			body = new CollectedBody(this.bytes.toString(StandardCharsets.UTF_8), truncated, failure);
		}
		if (this.deadline != null) {
			this.deadline.dispose();
		}
		this.consumer.accept(body);
	}

}

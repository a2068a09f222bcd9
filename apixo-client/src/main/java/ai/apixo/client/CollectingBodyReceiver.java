package ai.apixo.client;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.Disposable;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

import ai.apixo.client.error.ApixoException;

/**
 * Reads a body as a whole, up to a size and, for bodies that only explain a failure, up
 * to a time. Tells once, whatever reading it throws: the caller would wait for ever.
 *
 * @param <T> what is read
 */
final class CollectingBodyReceiver<T> implements BodyReceiver {

	/**
	 * How much is read of a body that only explains a failure, and for how long.
	 */
	private static final int EXPLANATION_BYTES = 64 * 1024;

	private static final Duration EXPLANATION_TIME = Duration.ofSeconds(5);

	private final GatewayExchange exchange;

	private final int limit;

	private final Sinks.One<T> outcome;

	private final Function<CollectedBody, T> reading;

	private final @Nullable Disposable deadline;

	private ByteArrayOutputStream bytes = new ByteArrayOutputStream();

	private boolean done;

	private CollectingBodyReceiver(GatewayExchange exchange, int limit, @Nullable Duration timeLimit,
			Sinks.One<T> outcome, Function<CollectedBody, T> reading) {
		this.exchange = exchange;
		this.limit = limit;
		this.outcome = outcome;
		this.reading = reading;
		this.deadline = (timeLimit != null)
				? Schedulers.parallel().schedule(this::cut, timeLimit.toNanos(), TimeUnit.NANOSECONDS) : null;
	}

	/**
	 * For a body that is the answer.
	 */
	static <T> CollectingBodyReceiver<T> ofAnswer(GatewayExchange exchange, int limit, Sinks.One<T> outcome,
			Function<CollectedBody, T> reading) {
		return new CollectingBodyReceiver<>(exchange, limit, null, outcome, reading);
	}

	/**
	 * For a body that only explains a failure, and that may be endless.
	 */
	static <T> CollectingBodyReceiver<T> ofExplanation(GatewayExchange exchange, Sinks.One<T> outcome,
			Function<CollectedBody, ApixoException> failure) {
		return new CollectingBodyReceiver<>(exchange, EXPLANATION_BYTES, EXPLANATION_TIME, outcome, (body) -> {
			throw failure.apply(body);
		});
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
		forgetBytes();
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
			forgetBytes();
		}
		if (this.deadline != null) {
			this.deadline.dispose();
		}
		tell(body);
	}

	/**
	 * A connector may hold the reader for a while longer.
	 */
	private void forgetBytes() {
		this.bytes = new ByteArrayOutputStream(0);
	}

	private void tell(CollectedBody body) {
		T read;
		try {
			read = this.reading.apply(body);
		}
		catch (Throwable ex) {
			this.outcome.tryEmitError(ex);
			return;
		}
		this.outcome.tryEmitValue(read);
	}

}

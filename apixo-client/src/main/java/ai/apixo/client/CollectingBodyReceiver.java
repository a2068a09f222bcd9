package ai.apixo.client;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntFunction;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.Disposable;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

import ai.apixo.client.decode.DecodingThread;
import ai.apixo.client.error.ApixoException;

/**
 * Collects a body up to a maximum size and, for bodies that only explain a failure, a
 * maximum time. Signals exactly once, even if decoding throws; otherwise the caller would
 * wait forever.
 *
 * @param <T> what the body is decoded to
 */
final class CollectingBodyReceiver<T> implements BodyReceiver {

	/**
	 * Maximum size of a body that only explains a failure.
	 */
	private static final int EXPLANATION_BYTES = 64 * 1024;

	/**
	 * Maximum time to wait for a body that only explains a failure.
	 */
	private static final Duration EXPLANATION_TIME = Duration.ofSeconds(5);

	private final GatewayExchange exchange;

	private final ResponseFailures failures;

	private final int limit;

	private final Sinks.One<T> outcome;

	private final Function<CollectedBody, T> decoding;

	private final @Nullable Disposable deadline;

	private final IntFunction<byte[]> arrays;

	private CollectedBody.Blocks bytes;

	private boolean done;

	private CollectingBodyReceiver(ReceivedResponse response, int limit, @Nullable Duration timeLimit,
			Sinks.One<T> outcome, Function<CollectedBody, T> decoding, IntFunction<byte[]> arrays) {
		this.exchange = response.exchange();
		this.failures = response.failures();
		this.limit = limit;
		this.outcome = outcome;
		this.decoding = decoding;
		this.arrays = arrays;
		this.bytes = new CollectedBody.Blocks(arrays);
		this.deadline = (timeLimit != null)
				? Schedulers.parallel().schedule(this::cut, timeLimit.toNanos(), TimeUnit.NANOSECONDS) : null;
	}

	/**
	 * Create a receiver for a body that is a message.
	 */
	static <T> CollectingBodyReceiver<T> ofMessage(ReceivedResponse response, int limit, Sinks.One<T> outcome,
			Function<CollectedBody, T> decoding) {
		return ofMessage(response, limit, outcome, decoding, byte[]::new);
	}

	/**
	 * Create a receiver for a body that is a message, which takes its memory from
	 * somewhere else.
	 */
	static <T> CollectingBodyReceiver<T> ofMessage(ReceivedResponse response, int limit, Sinks.One<T> outcome,
			Function<CollectedBody, T> decoding, IntFunction<byte[]> arrays) {
		return new CollectingBodyReceiver<>(response, limit, null, outcome, decoding, arrays);
	}

	/**
	 * Create a receiver for a body that only explains a failure. It may be endless.
	 */
	static <T> CollectingBodyReceiver<T> ofExplanation(ReceivedResponse response, Sinks.One<T> outcome,
			Function<CollectedBody, ApixoException> failure) {
		return new CollectingBodyReceiver<>(response, EXPLANATION_BYTES, EXPLANATION_TIME, outcome, (body) -> {
			throw failure.apply(body);
		}, byte[]::new);
	}

	@Override
	public void onBytes(DataBuffer buffer) {
		boolean all;
		try {
			all = take(buffer);
		}
		catch (Throwable ex) {
			this.exchange.close();
			finish(false, this.failures.unreadable(ex));
			return;
		}
		if (all) {
			this.exchange.request();
		}
		else {
			cut();
		}
	}

	private synchronized boolean take(DataBuffer buffer) {
		try {
			int readable = Math.min(buffer.readableByteCount(), this.limit - this.bytes.size());
			boolean all = readable == buffer.readableByteCount();
			this.bytes.add(buffer, readable);
			return all;
		}
		finally {
			DataBufferUtils.release(buffer);
		}
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
		CollectedBody body = end(truncated, failure);
		if (body == null) {
			return;
		}
		try {
			if (this.deadline != null) {
				this.deadline.dispose();
			}
			if (DecodingThread.isWrongFor(body.size())) {
				this.exchange.callAside(() -> signal(body));
			}
			else {
				signal(body);
			}
		}
		catch (Throwable ex) {
			body.forget();
			this.outcome.tryEmitError(this.failures.unreadable(ex));
		}
	}

	/**
	 * Return what was collected, or {@code null} if that has been done. It is done only
	 * when there was memory for it, because it is done once.
	 */
	private synchronized @Nullable CollectedBody end(boolean truncated, @Nullable Throwable failure) {
		if (this.done) {
			return null;
		}
		CollectedBody body = new CollectedBody(this.bytes, truncated, failure);
		forgetBytes();
		this.done = true;
		return body;
	}

	/**
	 * A connector may hold on to the receiver for a while.
	 */
	private void forgetBytes() {
		this.bytes = new CollectedBody.Blocks(this.arrays);
	}

	/**
	 * Signal when nothing is held of the body any more, as whoever waits may be faster
	 * than this thread.
	 */
	private void signal(CollectedBody body) {
		T decoded;
		try {
			decoded = this.decoding.apply(body);
		}
		catch (Throwable ex) {
			body.forget();
			this.outcome.tryEmitError(this.failures.unreadable(ex));
			return;
		}
		body.forget();
		this.outcome.tryEmitValue(decoded);
	}

}

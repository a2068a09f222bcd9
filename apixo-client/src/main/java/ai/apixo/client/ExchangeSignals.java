package ai.apixo.client;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * What an exchange tells and to whom: its listener, and once there is a response, the
 * receiver that the listener has chosen. Whatever they throw is caught here. A connector
 * would swallow it, and the caller would wait forever.
 */
final class ExchangeSignals {

	private final ResponseListener listener;

	private final Function<ResponseHead, ResponseFailures> failures;

	private final Context context;

	private volatile @Nullable ResponseHead head;

	private volatile @Nullable BodyReceiver receiver;

	ExchangeSignals(ResponseListener listener, Function<ResponseHead, ResponseFailures> failures, Context context) {
		this.listener = listener;
		this.failures = failures;
		this.context = context;
	}

	boolean hasHead() {
		return this.head != null;
	}

	boolean hasReceiver() {
		return this.receiver != null;
	}

	@Nullable String requestId() {
		ResponseHead received = this.head;
		return (received != null) ? received.requestId() : null;
	}

	/**
	 * Tell the listener of a response.
	 * @param received status and headers
	 * @return the failure that has to be signaled, or {@code null}
	 */
	@Nullable Throwable head(ResponseHead received) {
		this.head = received;
		try {
			this.receiver = this.listener.onHead(received);
			return null;
		}
		catch (Throwable ex) {
			return unreadable(ex);
		}
	}

	/**
	 * Pass bytes on.
	 * @param buffer the bytes
	 * @return the failure that has to be signaled, or {@code null}
	 */
	@Nullable Throwable bytes(DataBuffer buffer) {
		BodyReceiver current = this.receiver;
		try {
			if (current != null) {
				current.onBytes(buffer);
			}
			return null;
		}
		catch (Throwable ex) {
			return unreadable(ex);
		}
	}

	/**
	 * Tell the receiver that the body is complete.
	 */
	void end() {
		BodyReceiver current = this.receiver;
		try {
			if (current != null) {
				current.onEnd();
			}
		}
		catch (Throwable ex) {
			failure(unreadable(ex));
		}
	}

	/**
	 * Tell of a failure, to the receiver if there is one.
	 * @param failure the failure
	 */
	void failure(Throwable failure) {
		BodyReceiver current = this.receiver;
		try {
			if (current != null) {
				current.onFailure(failure);
			}
			else {
				this.listener.onFailure(failure);
			}
		}
		catch (Throwable ex) {
			Operators.onErrorDropped(ex, this.context);
		}
	}

	private Throwable unreadable(Throwable thrown) {
		ResponseHead received = this.head;
		return (received != null) ? this.failures.apply(received).unreadable(thrown) : thrown;
	}

}

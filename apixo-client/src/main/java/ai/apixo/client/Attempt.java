package ai.apixo.client;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.context.Context;

import ai.apixo.client.error.ApixoException;

/**
 * One request of a call and what becomes of it. The outcome is kept until it is
 * subscribed to, so nothing is dropped however the operators around it behave; whoever
 * made the attempt closes it.
 *
 * @param <T> what a successful attempt gives
 */
final class Attempt<T> implements ResponseListener {

	private final CallSettings settings;

	private final CallKind<T> kind;

	private final String key;

	private final GatewayExchange exchange;

	private final Sinks.One<T> outcome = Sinks.one();

	private volatile @Nullable BodyReceiver reader;

	private volatile boolean closed;

	Attempt(CallSettings settings, CallKind<T> kind, Context context) {
		this.settings = settings;
		this.kind = kind;
		this.key = settings.endpoint().apiKey();
		this.exchange = settings.exchange(new SecretMask(this.key), this, context);
	}

	/**
	 * Send the request.
	 * @param body the JSON to send
	 */
	void open(byte[] body) {
		this.exchange.open(this.settings.endpoint().exchange(body, this.key, this.kind.accept(), this.exchange::send));
	}

	/**
	 * The outcome.
	 * @return what was sent for, or the failure
	 */
	Mono<T> outcome() {
		return this.outcome.asMono();
	}

	@Override
	public BodyReceiver onHead(ResponseHead head) {
		BodyReceiver chosen = reader(
				new ReceivedResponse(head, this.exchange, this.settings.decoding().failures(head)));
		this.reader = chosen;
		if (this.closed) {
			chosen.close();
		}
		return chosen;
	}

	private BodyReceiver reader(ReceivedResponse reply) {
		if (!reply.head().isSuccess()) {
			return explanation((body) -> reply.failures().status(body));
		}
		String encoding = reply.head().contentEncoding();
		if (encoding != null) {
			return explanation((body) -> reply.failures().encoded(encoding));
		}
		return this.kind.reader(reply, this.outcome);
	}

	private BodyReceiver explanation(Function<CollectedBody, ApixoException> failure) {
		return CollectingBodyReceiver.ofExplanation(this.exchange, this.outcome, failure);
	}

	@Override
	public void onFailure(Throwable failure) {
		this.outcome.tryEmitError(failure);
	}

	/**
	 * End the attempt without a further signal.
	 */
	void close() {
		this.closed = true;
		this.exchange.close();
		BodyReceiver current = this.reader;
		if (current != null) {
			current.close();
		}
	}

	/**
	 * End the attempt; an outcome that is a stream fails.
	 * @param failure why
	 */
	void abort(ApixoException failure) {
		this.closed = true;
		this.exchange.close();
		BodyReceiver current = this.reader;
		if (current != null) {
			current.abort(failure);
		}
	}

}

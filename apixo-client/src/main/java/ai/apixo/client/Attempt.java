package ai.apixo.client;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.context.Context;

import ai.apixo.client.encode.RequestBody;
import ai.apixo.client.error.ApixoException;
import ai.apixo.client.text.SecretMask;
import ai.apixo.messages.ResponseInfo;

/**
 * One request of a call and its outcome. The outcome is kept until it is subscribed to,
 * so nothing is dropped however the operators around it behave. The creator closes it.
 *
 * @param <T> the type of a successful outcome
 */
final class Attempt<T> implements ResponseListener {

	private final CallSettings settings;

	private final CallKind<T> kind;

	private final String key;

	private final @Nullable String fallbackModel;

	private final GatewayExchange exchange;

	private final Sinks.One<T> outcome = Sinks.one();

	private volatile @Nullable BodyReceiver receiver;

	private volatile @Nullable ResponseHead head;

	private volatile boolean closed;

	Attempt(CallSettings settings, CallKind<T> kind, String key, @Nullable String fallbackModel, Context context) {
		this.settings = settings;
		this.kind = kind;
		this.key = key;
		this.fallbackModel = fallbackModel;
		this.exchange = settings.exchange(new SecretMask(this.key), this, context);
	}

	/**
	 * Send the request.
	 * @param body the JSON to send
	 */
	void open(RequestBody body) {
		this.exchange.open(this.settings.endpoint().exchange(body, this.key, this.kind.accept(), this.exchange::send));
	}

	/**
	 * Return the outcome.
	 * @return the outcome, or the failure
	 */
	Mono<T> outcome() {
		return this.outcome.asMono();
	}

	@Override
	public BodyReceiver onHead(ResponseHead received) {
		ResponseHead from = received.from(this.fallbackModel);
		this.head = from;
		BodyReceiver chosen = receiver(new ReceivedResponse(from, this.exchange, this.settings.failures(from)));
		this.receiver = chosen;
		if (this.closed) {
			chosen.close();
		}
		return chosen;
	}

	private BodyReceiver receiver(ReceivedResponse response) {
		if (!response.head().isSuccess()) {
			return explanation(response, (body) -> response.failures().status(body));
		}
		if (response.head().contentEncoding() != null) {
			return explanation(response, (body) -> response.failures().encoded());
		}
		return this.kind.receiver(response, this.outcome);
	}

	private BodyReceiver explanation(ReceivedResponse reply, Function<CollectedBody, ApixoException> failure) {
		return CollectingBodyReceiver.ofExplanation(reply, this.outcome, failure);
	}

	/**
	 * Return what the headers of a successful response say.
	 * @return the information, or {@code null} if there is no such response yet
	 */
	@Nullable ResponseInfo response() {
		ResponseHead received = this.head;
		return (received != null && received.isSuccess()) ? received.responseInfo() : null;
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
		BodyReceiver current = this.receiver;
		if (current != null) {
			current.close();
		}
	}

	/**
	 * Run a task once an attempt that was closed has no connection, or keeps it.
	 * @param task the task
	 */
	void afterClosing(Runnable task) {
		this.exchange.afterClosing(task);
	}

	/**
	 * End the attempt and fail an outcome that is a stream.
	 * @param failure the reason
	 */
	void abort(ApixoException failure) {
		this.closed = true;
		this.exchange.close();
		BodyReceiver current = this.receiver;
		if (current != null) {
			current.abort(failure);
		}
	}

}

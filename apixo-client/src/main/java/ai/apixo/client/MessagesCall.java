package ai.apixo.client;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.reactor.bulkhead.operator.BulkheadOperator;
import io.github.resilience4j.retry.Retry;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.context.Context;

import ai.apixo.client.encode.EncodedRequest;
import ai.apixo.client.encode.RequestBody;
import ai.apixo.client.encode.RequestEncoder;
import ai.apixo.client.error.ApixoConnectionException;
import ai.apixo.client.error.ApixoException;
import ai.apixo.client.lifecycle.ApplicationCode;
import ai.apixo.client.lifecycle.CallLimiting;
import ai.apixo.client.lifecycle.CallTurns;
import ai.apixo.client.lifecycle.FallbackRules;
import ai.apixo.client.lifecycle.HeadCircuitBreaker;
import ai.apixo.client.lifecycle.HeadRetry;
import ai.apixo.client.lifecycle.HeadStream;
import ai.apixo.client.lifecycle.ModelLadder;
import ai.apixo.client.lifecycle.OpenCall;
import ai.apixo.messages.Message;
import ai.apixo.messages.ResponseInfo;
import ai.apixo.messages.event.StreamEvent;

/**
 * One subscription to a call: its attempts one after the other, and a handle on the
 * current one. Circuit breaker and retry see the head of the call only, so that nothing
 * that has been delivered can be asked for again, whatever a user's instance says.
 */
final class MessagesCall implements OpenCall {

	private final CallSettings settings;

	private final CallJournal journal;

	private final Sinks.One<ApixoException> aborted = Sinks.one();

	private final RequestEncoder encoder;

	private final @Nullable CallTurns turns;

	private volatile @Nullable Attempt<?> attempt;

	private volatile boolean closed;

	/**
	 * Create a call.
	 * @param settings what it has in common with others
	 * @param journal takes down what it does
	 * @param encoder encodes what to send to other models
	 */
	MessagesCall(CallSettings settings, CallJournal journal, RequestEncoder encoder) {
		this.settings = settings;
		this.journal = journal;
		this.encoder = encoder;
		CallLimiting limiting = settings.limiting();
		this.turns = (limiting != null)
				? new CallTurns(limiting, settings.activity().waiting(), this::response, new Connection()) : null;
	}

	/**
	 * Stream the answer.
	 * @param request what to send, which is not kept once the stream has begun
	 * @return the events
	 */
	Flux<StreamEvent> stream(EncodedRequest request) {
		Flux<StreamEvent> events = HeadStream.of(head(request, new StreamCall(this.settings.decoding()), true));
		Bulkhead bulkhead = this.settings.guards().bulkhead();
		return (bulkhead != null) ? events.transformDeferred(BulkheadOperator.of(bulkhead)) : events;
	}

	/**
	 * Ask for the answer in one piece.
	 * @param request what to send
	 * @return the answer
	 */
	Mono<Message> create(EncodedRequest request) {
		Mono<Message> message = head(request, new CreateCall(this.settings.decoding()), false);
		Bulkhead bulkhead = this.settings.guards().bulkhead();
		return (bulkhead != null) ? message.transformDeferred(BulkheadOperator.of(bulkhead)) : message;
	}

	/**
	 * Return the turns of the call.
	 * @return the turns, or {@code null} if it is not limited
	 */
	@Nullable CallTurns turns() {
		return this.turns;
	}

	private <T> Mono<T> head(EncodedRequest request, CallKind<T> kind, boolean stream) {
		Mono<T> head = anyModel(request, kind, stream);
		Retry retry = this.settings.guards().retry();
		if (retry != null) {
			head = HeadRetry.of(head, retry, this.journal::retrying);
		}
		return unlessAborted(head);
	}

	private <T> Mono<T> anyModel(EncodedRequest request, CallKind<T> kind, boolean stream) {
		FallbackRules rules = this.settings.options().fallback();
		if (rules == null) {
			return send(request, null, kind);
		}
		return new ModelLadder<EncodedRequest, T>(rules, this.settings.coolingModels(), request.model(), request,
				(rung) -> this.encoder.encode(rung.adapt(request.original()), stream),
				(adapted, model) -> send(adapted, model, kind), this.journal::fellBack)
			.attempt();
	}

	private <T> Mono<T> send(EncodedRequest request, @Nullable String otherModel, CallKind<T> kind) {
		RequestBody body = request.body();
		Mono<T> head = abortingWhenThrown(Mono.deferContextual((context) -> {
			this.settings.endpoint().prepare();
			return this.settings.endpoint()
				.apiKey(this.settings.timeLimits())
				.flatMap((key) -> attempt(body, otherModel, kind, key, Context.of(context)));
		}));
		CircuitBreaker circuitBreaker = this.settings.guards().circuitBreaker();
		if (circuitBreaker != null) {
			head = HeadCircuitBreaker.of(head, circuitBreaker);
		}
		return (this.turns != null) ? inTurn(this.turns, request, head) : head;
	}

	/**
	 * From here on the response to the request before says nothing about this turn, which
	 * may end without a request of its own.
	 */
	private <T> Mono<T> inTurn(CallTurns turns, EncodedRequest request, Mono<T> head) {
		return Mono.defer(() -> {
			disconnect();
			this.attempt = null;
			MessagesEndpoint endpoint = this.settings.endpoint();
			return endpoint.apiKey(this.settings.timeLimits())
				.flatMap((key) -> turns.inTurn(endpoint.keyId(key), request.request(), request.body().size(), head));
		});
	}

	/**
	 * Subscribing to the source of the key or to a filter may throw what Reactor does not
	 * signal, on the thread of a timer from the second attempt on.
	 */
	private <T> Mono<T> abortingWhenThrown(Mono<T> head) {
		return new Mono<>() {

			@Override
			public void subscribe(CoreSubscriber<? super T> actual) {
				try {
					head.subscribe(actual);
				}
				catch (Throwable ex) {
					Throwable signaled = ApplicationCode.signalable(ex);
					abort((signaled instanceof ApixoException known) ? known : ApixoConnectionException.notRetryable(
							"The call failed with " + ex.getClass().getSimpleName() + ". See the cause.", ex));
				}
			}

		};
	}

	/**
	 * Aborting completes the head, which then fails because it is empty. A completion
	 * says nothing once the head has been passed on, so the failure is signaled once:
	 * from then on by the stream, or not at all if the answer is whole.
	 */
	private <T> Mono<T> unlessAborted(Mono<T> head) {
		Mono<ApixoException> abort = this.aborted.asMono();
		return head.takeUntilOther(abort).switchIfEmpty(abort.flatMap(Mono::error));
	}

	private <T> Mono<T> attempt(RequestBody body, @Nullable String otherModel, CallKind<T> kind, String key,
			Context context) {
		Attempt<?> previous = this.attempt;
		if (previous != null) {
			previous.close();
		}
		Attempt<T> next = new Attempt<>(this.settings, kind, key, otherModel, context);
		this.journal.attempt(otherModel != null);
		this.attempt = next;
		if (this.closed) {
			next.close();
		}
		else {
			next.open(body);
		}
		return next.outcome();
	}

	private @Nullable ResponseInfo response() {
		Attempt<?> current = this.attempt;
		return (current != null) ? current.response() : null;
	}

	private void disconnect() {
		Attempt<?> current = this.attempt;
		if (current != null) {
			current.close();
		}
	}

	/**
	 * End the call without a further signal. The connection first: another call may have
	 * the turn from then on.
	 * @param failure why it has failed, or {@code null}
	 */
	void close(@Nullable Throwable failure) {
		this.closed = true;
		disconnect();
		if (this.turns != null) {
			this.turns.close(failure);
		}
	}

	@Override
	public void abort(ApixoException failure) {
		this.closed = true;
		this.aborted.tryEmitValue(failure);
		Attempt<?> current = this.attempt;
		try {
			if (current != null) {
				current.abort(failure);
			}
		}
		finally {
			if (this.turns != null) {
				this.turns.close(failure);
			}
		}
	}

	/**
	 * The connection of the current attempt.
	 */
	private final class Connection implements CallTurns.Connection {

		@Override
		public void close() {
			disconnect();
		}

		@Override
		public void afterClosing(Runnable task) {
			Attempt<?> current = MessagesCall.this.attempt;
			if (current != null) {
				current.afterClosing(task);
			}
			else {
				task.run();
			}
		}

	}

}

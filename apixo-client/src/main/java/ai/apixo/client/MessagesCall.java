package ai.apixo.client;

import java.util.function.Function;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.reactor.bulkhead.operator.BulkheadOperator;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import io.github.resilience4j.retry.Retry;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.context.Context;

import ai.apixo.client.error.ApixoException;
import ai.apixo.client.lifecycle.OpenCall;
import ai.apixo.messages.Message;
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

	private volatile @Nullable Attempt<?> attempt;

	private volatile boolean closed;

	MessagesCall(CallSettings settings, CallJournal journal) {
		this.settings = settings;
		this.journal = journal;
	}

	/**
	 * Stream the answer.
	 * @param body the JSON to send
	 * @return the events
	 */
	Flux<StreamEvent> stream(byte[] body) {
		Flux<StreamEvent> events = head(body, new StreamCall(this.settings.decoding()))
			.flatMapMany(Function.identity());
		Bulkhead bulkhead = this.settings.guards().bulkhead();
		return (bulkhead != null) ? events.transformDeferred(BulkheadOperator.of(bulkhead)) : events;
	}

	/**
	 * Ask for the answer in one piece.
	 * @param body the JSON to send
	 * @return the answer
	 */
	Mono<Message> create(byte[] body) {
		Mono<Message> message = head(body, new CreateCall(this.settings.decoding()));
		Bulkhead bulkhead = this.settings.guards().bulkhead();
		return (bulkhead != null) ? message.transformDeferred(BulkheadOperator.of(bulkhead)) : message;
	}

	private <T> Mono<T> head(byte[] body, CallKind<T> kind) {
		Mono<T> head = Mono.deferContextual((context) -> this.settings.endpoint()
			.apiKey(this.settings.timeLimits())
			.flatMap((key) -> attempt(body, kind, key, Context.of(context))));
		CircuitBreaker circuitBreaker = this.settings.guards().circuitBreaker();
		if (circuitBreaker != null) {
			head = head.transformDeferred(CircuitBreakerOperator.of(circuitBreaker));
		}
		Retry retry = this.settings.guards().retry();
		if (retry != null) {
			head = HeadRetry.of(head, retry, this.journal::retrying);
		}
		return unlessAborted(head);
	}

	/**
	 * Aborting completes the head, which then fails because it is empty. A completion
	 * says nothing once the head has been passed on, so the failure is signalled once:
	 * from then on by the stream, or not at all if the answer is whole.
	 */
	private <T> Mono<T> unlessAborted(Mono<T> head) {
		Mono<ApixoException> abort = this.aborted.asMono();
		return head.takeUntilOther(abort).switchIfEmpty(abort.flatMap(Mono::error));
	}

	private <T> Mono<T> attempt(byte[] body, CallKind<T> kind, String key, Context context) {
		Attempt<?> previous = this.attempt;
		if (previous != null) {
			previous.close();
		}
		Attempt<T> next = new Attempt<>(this.settings, kind, key, context);
		this.journal.attempt();
		this.attempt = next;
		next.open(body);
		if (this.closed) {
			next.close();
		}
		return next.outcome();
	}

	/**
	 * End the call without a further signal.
	 */
	void close() {
		this.closed = true;
		Attempt<?> current = this.attempt;
		if (current != null) {
			current.close();
		}
	}

	@Override
	public void abort(ApixoException failure) {
		this.closed = true;
		this.aborted.tryEmitValue(failure);
		Attempt<?> current = this.attempt;
		if (current != null) {
			current.abort(failure);
		}
	}

}

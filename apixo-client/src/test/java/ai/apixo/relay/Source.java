package ai.apixo.relay;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

import ai.apixo.client.Latch;

/**
 * A source that a test leads.
 */
final class Source {

	private final Sinks.Many<Object> sink = Sinks.many().unicast().onBackpressureBuffer();

	private final AtomicInteger subscriptions = new AtomicInteger();

	private final AtomicLong requested = new AtomicLong();

	private final Latch cancelled = new Latch();

	Flux<Object> flux() {
		return this.sink.asFlux()
			.doOnSubscribe((subscription) -> this.subscriptions.incrementAndGet())
			.doOnRequest(this.requested::addAndGet)
			.doOnCancel(this.cancelled::release);
	}

	Source emit(Object... events) {
		for (Object event : events) {
			this.sink.tryEmitNext(event).orThrow();
		}
		return this;
	}

	void complete() {
		this.sink.tryEmitComplete().orThrow();
	}

	void fail(Throwable failure) {
		this.sink.tryEmitError(failure).orThrow();
	}

	int subscriptions() {
		return this.subscriptions.get();
	}

	long requested() {
		return this.requested.get();
	}

	Latch cancelled() {
		return this.cancelled;
	}

}

package ai.apixo.structured;

import java.util.function.Supplier;

import org.reactivestreams.Publisher;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;

import ai.apixo.messages.event.StreamEvent;

/**
 * Turns events into what a reader delivers of their document. {@code concatMapIterable}
 * would read on to the next element, and {@code onBackpressureLatest} would change a
 * document while somebody looks at it.
 *
 * @param <T> the type of what is delivered
 */
final class DocumentFlux<T> extends Flux<T> {

	private final Publisher<StreamEvent> events;

	private final Supplier<DocumentReader<T>> reader;

	DocumentFlux(Publisher<StreamEvent> events, Supplier<DocumentReader<T>> reader) {
		this.events = events;
		this.reader = reader;
	}

	@Override
	public void subscribe(CoreSubscriber<? super T> subscriber) {
		this.events.subscribe(new DocumentSubscriber<>(subscriber, this.reader.get()));
	}

}

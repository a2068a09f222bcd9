package ai.apixo.structured;

import java.util.function.Supplier;

import org.reactivestreams.Publisher;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;

import ai.apixo.messages.event.StreamEvent;

/**
 * Turns events into elements and asks for an event only while an element is wanted
 * (STR-31). {@code concatMapIterable} would read on to the next element.
 *
 * @param <E> the type of the elements
 */
final class ElementFlux<E> extends Flux<E> {

	private final Publisher<StreamEvent> events;

	private final Supplier<ElementReader<E>> reader;

	ElementFlux(Publisher<StreamEvent> events, Supplier<ElementReader<E>> reader) {
		this.events = events;
		this.reader = reader;
	}

	@Override
	public void subscribe(CoreSubscriber<? super E> subscriber) {
		this.events.subscribe(new ElementSubscriber<>(subscriber, this.reader.get()));
	}

}

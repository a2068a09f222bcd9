package ai.apixo.structured;

import java.util.function.Supplier;

import org.reactivestreams.Publisher;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import tools.jackson.databind.node.ObjectNode;

import ai.apixo.messages.event.StreamEvent;

/**
 * Turns events into snapshots, as many as are asked for: a snapshot is made when there is
 * demand and something has changed (STR-33).
 */
final class SnapshotFlux extends Flux<ObjectNode> {

	private final Publisher<StreamEvent> events;

	private final Supplier<PartialDocument> document;

	SnapshotFlux(Publisher<StreamEvent> events, Supplier<PartialDocument> document) {
		this.events = events;
		this.document = document;
	}

	@Override
	public void subscribe(CoreSubscriber<? super ObjectNode> subscriber) {
		this.events.subscribe(new SnapshotSubscriber(subscriber, this.document.get()));
	}

}

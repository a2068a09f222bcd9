package ai.apixo.tool;

import java.util.function.Supplier;

import reactor.core.publisher.Flux;

/**
 * Holds a part of a run back until the subscriber has requested an event beyond those
 * that it has (TOOL-3).
 */
final class DemandGate {

	private DemandGate() {
	}

	static <T> Flux<T> before(Supplier<Flux<T>> part) {
		// Without hide() Reactor sees that there is one value and does not wait.
		return Flux.just(part).hide().concatMap(Supplier::get, 0);
	}

}

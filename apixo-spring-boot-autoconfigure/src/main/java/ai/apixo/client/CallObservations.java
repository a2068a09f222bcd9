package ai.apixo.client;

import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import ai.apixo.client.observation.ApixoObservationContext;
import ai.apixo.client.observation.ApixoObservationConvention;

/**
 * How the calls of a client are observed. With a registry that is switched off nothing is
 * added to a call.
 *
 * @param registry where calls are observed
 * @param convention how observations are named, or {@code null} for the default
 * @param clientName the client's name
 * @param serverAddress the host of the gateway
 */
record CallObservations(ObservationRegistry registry, @Nullable ApixoObservationConvention convention,
		String clientName, String serverAddress) {

	<T> Flux<T> observe(Flux<T> elements, MessagesCall call, @Nullable String model) {
		return this.registry.isNoop() ? elements
				: Flux.deferContextual((subscriber) -> start(call, model, subscriber).listenTo(elements));
	}

	<T> Mono<T> observe(Mono<T> element, MessagesCall call, @Nullable String model) {
		return this.registry.isNoop() ? element
				: Mono.deferContextual((subscriber) -> start(call, model, subscriber).listenTo(element));
	}

	private CallObservation start(MessagesCall call, @Nullable String model, ContextView subscriber) {
		ApixoObservationContext context = new ApixoObservationContext(this.clientName, this.serverAddress, model);
		CallObservation observation = new CallObservation(call, this.registry, this.convention, context, subscriber);
		observation.start();
		return observation;
	}

}

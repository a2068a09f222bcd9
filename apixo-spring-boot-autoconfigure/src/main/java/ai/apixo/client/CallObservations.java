package ai.apixo.client;

import java.util.function.Function;

import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import reactor.core.observability.SignalListener;
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
		return this.registry.isNoop() ? elements : elements.tap(listener(call, model));
	}

	<T> Mono<T> observe(Mono<T> element, MessagesCall call, @Nullable String model) {
		return this.registry.isNoop() ? element : element.tap(listener(call, model));
	}

	private <T> Function<ContextView, SignalListener<T>> listener(MessagesCall call, @Nullable String model) {
		return (subscriber) -> new CallObservation<>(call, this.registry, this.convention,
				new ApixoObservationContext(this.clientName, this.serverAddress, model), subscriber);
	}

}

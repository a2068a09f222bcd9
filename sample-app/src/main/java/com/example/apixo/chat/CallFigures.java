package com.example.apixo.chat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.ConcurrentLruCache;
import reactor.core.publisher.Mono;

import ai.apixo.client.observation.ApixoObservationContext;

/**
 * Remembers what the starter observed of the last calls. An observation stops before its
 * subscriber hears that the call is complete, so the figures are there by then.
 */
@Component
class CallFigures implements ObservationHandler<ApixoObservationContext> {

	private final ConcurrentLruCache<String, AtomicReference<@Nullable Figures>> recent = new ConcurrentLruCache<>(100,
			(messageId) -> new AtomicReference<>());

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof ApixoObservationContext;
	}

	@Override
	public void onStop(ApixoObservationContext call) {
		if (call.getResponseId() != null) {
			Duration firstChunk = call.getTimeToFirstChunk();
			this.recent.get(call.getResponseId())
				.set(new Figures("figures", (firstChunk != null) ? firstChunk.toMillis() : null, call.getAttempts()));
		}
	}

	Mono<Object> of(String messageId) {
		return Mono.justOrEmpty(this.recent.get(messageId).get());
	}

	/**
	 * The figures of one call.
	 *
	 * @param type always {@code figures}
	 * @param firstChunkMillis the time until the first event, with all waits
	 * @param attempts the number of requests sent
	 */
	record Figures(String type, @Nullable Long firstChunkMillis, int attempts) {
	}

}

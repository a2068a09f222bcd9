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

	private final ConcurrentLruCache<String, AtomicReference<PageEvent.@Nullable Figures>> recent = new ConcurrentLruCache<>(
			100, (messageId) -> new AtomicReference<>());

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof ApixoObservationContext;
	}

	@Override
	public void onStop(ApixoObservationContext call) {
		Duration firstChunk = call.getTimeToFirstChunk();
		if (call.getResponseId() != null && firstChunk != null) {
			this.recent.get(call.getResponseId()).set(new PageEvent.Figures(call.getAttempts(), firstChunk.toMillis()));
		}
	}

	Mono<PageEvent> of(String messageId) {
		return Mono.justOrEmpty(this.recent.get(messageId).get());
	}

}

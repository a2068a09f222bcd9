package com.example.apixo.chat;

import java.util.Map;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import org.springframework.stereotype.Component;
import org.springframework.util.ConcurrentReferenceHashMap;
import reactor.core.publisher.Mono;

import ai.apixo.client.observation.ApixoObservationContext;

/**
 * Remembers what the starter observed of a call, while memory allows. An observation
 * stops before its subscriber hears of the end, so the figures are there by then.
 */
@Component
class CallFigures implements ObservationHandler<ApixoObservationContext> {

	private final Map<String, PageEvent> recent = new ConcurrentReferenceHashMap<>();

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof ApixoObservationContext;
	}

	@Override
	public void onStart(ApixoObservationContext call) {
		call.put(CallFigures.class, System.nanoTime());
	}

	@Override
	public void onStop(ApixoObservationContext call) {
		long nanos = System.nanoTime() - call.<Long>getRequired(CallFigures.class);
		if (call.getResponseId() != null && call.getTimeToFirstChunk() != null && call.getUsage() != null) {
			this.recent.put(call.getResponseId(), new PageEvent.Figures(call.getAttempts(),
					call.getTimeToFirstChunk().toMillis(), nanos / 1_000_000, call.getUsage()));
		}
	}

	Mono<PageEvent> of(String messageId) {
		return Mono.justOrEmpty(this.recent.remove(messageId));
	}

}

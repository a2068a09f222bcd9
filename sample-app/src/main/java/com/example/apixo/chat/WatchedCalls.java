package com.example.apixo.chat;

import java.time.Duration;

import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.observation.ApixoCallListener;
import ai.apixo.client.observation.ApixoCallSummary;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.event.MessageAccumulator;

/**
 * Calls the gateway, and shows the waits of the call while they last and its figures at
 * the end.
 */
@Component
record WatchedCalls(ApixoMessagesClient client) {

	Flux<Object> stream(MessagesRequest request, MessageAccumulator answer) {
		return Flux.defer(() -> {
			Watch watch = new Watch(answer);
			ApixoMessagesClient watched = this.client.mutate().callListener(watch).build();
			return Flux
				.merge(watch.retries.asFlux(),
						watched.stream(request)
							.doOnNext(answer::accept)
							.doFinally((signal) -> watch.retries.tryEmitComplete()))
				.concatWith(watch.figures.asMono());
		});
	}

	private static final class Watch implements ApixoCallListener {

		private final MessageAccumulator answer;

		private final Sinks.Many<Object> retries = Sinks.many().unicast().onBackpressureBuffer();

		private final Sinks.One<Object> figures = Sinks.one();

		private Watch(MessageAccumulator answer) {
			this.answer = answer;
		}

		@Override
		public void onRetry(int attempt, Duration wait, Throwable failure) {
			this.retries.tryEmitNext(new PageEvent.Retry(attempt, wait.toMillis(), failure.getMessage()));
		}

		@Override
		public void onEnd(ApixoCallSummary summary) {
			Duration first = summary.timeToFirstEvent();
			if (summary.failure() != null || summary.cancelled() || first == null) {
				this.figures.tryEmitEmpty();
				return;
			}
			this.figures.tryEmitValue(new PageEvent.Figures(summary.attempts(), first.toMillis(),
					summary.duration().toMillis(), this.answer.message().usage()));
		}

	}

}

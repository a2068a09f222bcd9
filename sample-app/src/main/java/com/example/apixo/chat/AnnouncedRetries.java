package com.example.apixo.chat;

import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.event.MessageAccumulator;
import ai.apixo.messages.event.StreamEvent;

/**
 * Makes the retries of a call visible while they wait. The call gets a {@link Retry} of
 * its own, configured like the client's, because the events of a shared one do not tell
 * whose call they belong to.
 */
@Component
record AnnouncedRetries(ApixoMessagesClient client, RetryRegistry retries) {

	private static final RetryConfig NONE = RetryConfig.custom().maxAttempts(1).build();

	Flux<Object> stream(MessagesRequest request, MessageAccumulator answer) {
		return Flux.defer(() -> {
			Sinks.Many<Object> notices = Sinks.many().unicast().onBackpressureBuffer();
			Retry own = Retry.of("apixo", this.retries.find("apixo").map(Retry::getRetryConfig).orElse(NONE));
			own.getEventPublisher().onRetry((retry) -> {
				Throwable failure = retry.getLastThrowable();
				notices.tryEmitNext(new PageEvent.Retry(retry.getNumberOfRetryAttempts(),
						retry.getWaitInterval().toMillis(), (failure != null) ? failure.getMessage() : null));
			});
			Flux<StreamEvent> events = this.client.mutate().retry(own).build().stream(request);
			return Flux.merge(notices.asFlux(),
					events.doOnNext(answer::accept).doFinally((signal) -> notices.tryEmitComplete()));
		});
	}

}

package com.example.apixo.chat;

import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import io.github.resilience4j.retry.event.RetryOnRetryEvent;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.messages.MessagesRequest;

/**
 * Makes the retries of a call visible while they wait. The call gets a {@link Retry} of
 * its own, configured like the client's, because the events of a shared one do not tell
 * whose call they belong to.
 */
@Component
class AnnouncedRetries {

	private final ApixoMessagesClient client;

	private final RetryConfig retryConfig;

	AnnouncedRetries(ApixoMessagesClient client, RetryRegistry retries) {
		this.client = client;
		this.retryConfig = retries.find("apixo")
			.map(Retry::getRetryConfig)
			.orElseGet(() -> RetryConfig.custom().maxAttempts(1).build());
	}

	Flux<Object> stream(MessagesRequest request) {
		return Flux.defer(() -> {
			Sinks.Many<Object> notices = Sinks.many().unicast().onBackpressureBuffer();
			Retry own = Retry.of("apixo", this.retryConfig);
			own.getEventPublisher().onRetry((retry) -> notices.tryEmitNext(notice(retry)));
			Flux<Object> events = this.client.mutate().retry(own).build().stream(request).cast(Object.class);
			return Flux.merge(notices.asFlux(), events.doFinally((signal) -> notices.tryEmitComplete()));
		});
	}

	private static PageEvent notice(RetryOnRetryEvent retry) {
		Throwable failure = retry.getLastThrowable();
		return new PageEvent.Retry(retry.getNumberOfRetryAttempts(), retry.getWaitInterval().toMillis(),
				(failure != null) ? failure.getMessage() : null);
	}

}

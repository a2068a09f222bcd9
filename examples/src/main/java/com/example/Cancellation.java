package com.example;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.messages.ApixoModels;
import ai.apixo.messages.MessagesRequest;

/**
 * Stops an answer when Enter is pressed. The connection is closed at once, so that the
 * gateway stops generating, and billing, soon after.
 */
public final class Cancellation {

	private Cancellation() {
	}

	public static void main(String[] args) {
		ApixoMessagesClient client = ApixoMessagesClient.builder().apiKey(System.getenv("APIXO_API_KEY")).build();
		Mono<Integer> enter = Mono.fromCallable(System.in::read).subscribeOn(Schedulers.boundedElastic());
		run(client, enter).doOnNext(System.out::print).blockLast();
	}

	// So do take(n), timeout(..), dispose() and whatever else cancels a subscription.
	static Flux<String> run(ApixoMessagesClient client, Publisher<?> stop) {
		return client
			.streamText(MessagesRequest.builder()
				.model(ApixoModels.CLAUDE_SONNET_4_6)
				.maxTokens(4096)
				.user("Tell me a very long story.")
				.build())
			.takeUntilOther(stop);
	}

}

package com.example;

import java.nio.file.Files;
import java.nio.file.Path;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.messages.ApixoModels;
import ai.apixo.messages.MessagesRequest;

/**
 * Asks for the key before each attempt, so that it can be rotated, and asks a second time
 * in the name of another account.
 */
public final class TwoClients {

	private TwoClients() {
	}

	public static void main(String[] args) {
		Path file = Path.of(args[0]);
		Mono<String> key = Mono.fromCallable(() -> Files.readString(file)).subscribeOn(Schedulers.boundedElastic());
		ApixoMessagesClient client = ApixoMessagesClient.builder().apiKey(key).build();
		run(client, System.getenv("BATCH_API_KEY")).doOnNext(System.out::println).blockLast();
	}

	static Flux<String> run(ApixoMessagesClient client, String batchKey) {
		// Shares connections with the first; its name is that of its retries and metrics.
		ApixoMessagesClient batch = client.mutate().name("batch").apiKey(batchKey).build();
		MessagesRequest request = MessagesRequest.builder()
			.model(ApixoModels.CLAUDE_HAIKU_4_5_20251001)
			.maxTokens(64)
			.user("Say hello in one sentence.")
			.build();
		return Flux.just(client, batch).concatMap((each) -> each.create(request)).map((answer) -> answer.text());
	}

}

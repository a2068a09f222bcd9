package com.example;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import reactor.core.publisher.Flux;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.messages.ApixoModels;
import ai.apixo.messages.Message;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.content.CacheControl;
import ai.apixo.messages.content.TextBlock;

/**
 * Asks two questions about a long text, whose path is the argument. The gateway reads it
 * once and keeps it for five minutes.
 */
public final class PromptCaching {

	private PromptCaching() {
	}

	public static void main(String[] args) throws IOException {
		ApixoMessagesClient client = ApixoMessagesClient.builder().apiKey(System.getenv("APIXO_API_KEY")).build();
		run(client, Files.readString(Path.of(args[0]))).doOnNext(System.out::println).blockLast();
	}

	static Flux<String> run(ApixoMessagesClient client, String handbook) {
		TextBlock system = new TextBlock(handbook).withCacheControl(CacheControl.ephemeral());
		return Flux.just("What is it about?", "Who wrote it?")
			.map((question) -> request(system, question))
			.concatMap(client::create)
			.map(PromptCaching::print);
	}

	// What is the same comes first: only the beginning of a request can be cached.
	private static MessagesRequest request(TextBlock system, String question) {
		return MessagesRequest.builder()
			.model(ApixoModels.CLAUDE_SONNET_4_6)
			.maxTokens(256)
			.system(system)
			.user(question)
			.build();
	}

	private static String print(Message answer) {
		return "%s (%d tokens written to the cache, %d read from it)".formatted(answer.text(),
				answer.usage().cacheCreationInputTokens(), answer.usage().cacheReadInputTokens());
	}

}

package com.example;

import reactor.core.publisher.Flux;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.messages.ApixoModels;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.event.ContentBlockDelta;
import ai.apixo.messages.event.MessageDelta;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.messages.event.TextDelta;

/**
 * Prints the text as it is written, and the tokens at the end.
 */
public final class Streaming {

	private Streaming() {
	}

	public static void main(String[] args) {
		ApixoMessagesClient client = ApixoMessagesClient.builder().apiKey(System.getenv("APIXO_API_KEY")).build();
		run(client).doOnNext(System.out::print).blockLast();
	}

	static Flux<String> run(ApixoMessagesClient client) {
		return client
			.stream(MessagesRequest.builder()
				.model(ApixoModels.CLAUDE_SONNET_4_6)
				.maxTokens(256)
				.user("Explain backpressure to a pianist.")
				.build())
			.map(Streaming::print);
	}

	// client.streamText(request) gives the text alone.
	private static String print(StreamEvent event) {
		if (event instanceof ContentBlockDelta block && block.delta() instanceof TextDelta delta) {
			return delta.text();
		}
		if (event instanceof MessageDelta end) {
			return "\n" + end.usage().outputTokens() + " tokens\n";
		}
		return "";
	}

}

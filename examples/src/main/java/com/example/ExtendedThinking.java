package com.example;

import reactor.core.publisher.Flux;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.messages.ApixoModels;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.Thinking;
import ai.apixo.messages.event.ContentBlockDelta;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.messages.event.TextDelta;
import ai.apixo.messages.event.ThinkingDelta;

/**
 * Prints thoughts in gray and the answer after them.
 */
public final class ExtendedThinking {

	private ExtendedThinking() {
	}

	public static void main(String[] args) {
		ApixoMessagesClient client = ApixoMessagesClient.builder().apiKey(System.getenv("APIXO_API_KEY")).build();
		run(client).doOnNext(System.out::print).blockLast();
	}

	static Flux<String> run(ApixoMessagesClient client) {
		return client.stream(MessagesRequest.builder()
			.model(ApixoModels.CLAUDE_SONNET_4_6_THINKING)
			.maxTokens(4096) // thoughts count too
			.thinking(Thinking.enabled(2048))
			.user("High water is at 11:40. Is the tide rising at noon?")
			.build()).map(ExtendedThinking::print);
	}

	private static String print(StreamEvent event) {
		if (event instanceof ContentBlockDelta block) {
			if (block.delta() instanceof ThinkingDelta delta) {
				return "\u001B[90m" + delta.thinking() + "\u001B[0m";
			}
			if (block.delta() instanceof TextDelta delta) {
				return delta.text();
			}
		}
		return "";
	}

}

package com.example;

import reactor.core.publisher.Flux;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.messages.ApixoModels;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.content.CharLocation;
import ai.apixo.messages.content.Citation;
import ai.apixo.messages.content.DocumentBlock;
import ai.apixo.messages.content.PageLocation;
import ai.apixo.messages.content.TextBlock;

/**
 * Prints which passages an answer rests on.
 */
public final class Citations {

	private Citations() {
	}

	public static void main(String[] args) {
		ApixoMessagesClient client = ApixoMessagesClient.builder().apiKey(System.getenv("APIXO_API_KEY")).build();
		run(client).doOnNext(System.out::println).blockLast();
	}

	static Flux<String> run(ApixoMessagesClient client) {
		return client
			.streamMessage(MessagesRequest.builder()
				.model(ApixoModels.CLAUDE_SONNET_4_6)
				.maxTokens(256)
				.user(DocumentBlock.ofText("The lock opens at six. Boats wait their turn.")
					.withTitle("Notice")
					.withCitations(), new TextBlock("When does the lock open?"))
				.build())
			.flatMapIterable((answer) -> answer.citations())
			.map(Citations::print);
	}

	private static String print(Citation citation) {
		if (citation instanceof CharLocation text) {
			return "\"" + text.citedText() + "\", " + text.documentTitle() + ", character " + text.startCharIndex();
		}
		if (citation instanceof PageLocation page) {
			return "\"" + page.citedText() + "\", page " + page.startPageNumber();
		}
		return "another kind of source"; // there may be more kinds one day
	}

}

package com.example;

import java.io.PrintStream;
import java.util.Objects;
import java.util.stream.Stream;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.messages.ApixoModels;
import ai.apixo.messages.Message;
import ai.apixo.messages.MessagesRequest;

/** An answer where a thread may wait: in a job, a command line, a virtual thread. */
public final class BlockingCode {

	private BlockingCode() {
	}

	public static void main(String[] args) {
		ApixoMessagesClient client = ApixoMessagesClient.builder().apiKey(System.getenv("APIXO_API_KEY")).build();
		MessagesRequest request = MessagesRequest.builder()
			.model(ApixoModels.CLAUDE_SONNET_4_6)
			.maxTokens(512)
			.user("What is a monad?")
			.build();
		System.out.println(whole(client, request));
		print(client, request, System.out);
	}

	static String whole(ApixoMessagesClient client, MessagesRequest request) {
		Message message = client.streamMessage(request).block();
		return Objects.requireNonNull(message).text();
	}

	static void print(ApixoMessagesClient client, MessagesRequest request, PrintStream out) {
		try (Stream<String> texts = client.streamText(request).toStream(1)) {
			texts.forEach(out::print);
		}
	}

}

package com.example;

import java.io.IOException;
import java.nio.file.Path;

import reactor.core.publisher.Mono;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.messages.ApixoModels;
import ai.apixo.messages.Message;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.content.DocumentBlock;
import ai.apixo.messages.content.ImageBlock;
import ai.apixo.messages.content.TextBlock;

/**
 * Asks about an image and a PDF, whose paths are the arguments.
 */
public final class ImageAndPdf {

	private ImageAndPdf() {
	}

	public static void main(String[] args) throws IOException {
		ApixoMessagesClient client = ApixoMessagesClient.builder().apiKey(System.getenv("APIXO_API_KEY")).build();
		System.out.println(run(client, Path.of(args[0]), Path.of(args[1])).block());
	}

	// Reading a file blocks: do it before, not on a thread of Reactor's.
	static Mono<String> run(ApixoMessagesClient client, Path image, Path pdf) throws IOException {
		return client
			.create(MessagesRequest.builder()
				.model(ApixoModels.CLAUDE_SONNET_4_6)
				.maxTokens(256)
				.user(ImageBlock.ofPath(image), DocumentBlock.ofPath(pdf).withTitle("Menu"),
						new TextBlock("Which dish of the menu is in the image?"))
				.build())
			.map(Message::text);
	}

}

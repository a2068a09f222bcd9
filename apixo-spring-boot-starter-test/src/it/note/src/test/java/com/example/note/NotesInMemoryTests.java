package com.example.note;

import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

import ai.apixo.client.error.ApixoIncompleteStreamException;
import ai.apixo.test.MockApixoGateway;

import static ai.apixo.test.Reply.reply;

class NotesInMemoryTests {

	@Test
	void brokenStreamIsNotTakenForANote() {
		try (MockApixoGateway gateway = MockApixoGateway.inMemory()) {
			gateway.enqueue(reply().text("Faster ", "sta").cut());
			StepVerifier.create(new Notes(gateway.client()).write("Starts"))
				.expectNext("Faster ", "sta")
				.verifyError(ApixoIncompleteStreamException.class);
			gateway.verify();
		}
	}

}

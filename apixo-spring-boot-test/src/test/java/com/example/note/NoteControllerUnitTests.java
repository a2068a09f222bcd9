package com.example.note;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

import ai.apixo.test.HeldReply;
import ai.apixo.test.MockApixoGateway;

import static ai.apixo.test.Reply.reply;

class NoteControllerUnitTests {

	private final MockApixoGateway gateway = MockApixoGateway.inMemory();

	private final NoteController controller = new NoteController(this.gateway.client());

	@AfterEach
	void verify() {
		this.gateway.verify();
	}

	@Test
	void brokenStreamIsNotTakenForANote() {
		this.gateway.enqueue(reply().text("Faster ", "sta").cut());
		StepVerifier.create(this.controller.note().map((event) -> String.valueOf(event.event())))
			.expectNext("null", "null", "null", "error")
			.verifyComplete();
	}

	@Test
	void eachPieceArrivesAtOnce() {
		HeldReply held = this.gateway.enqueueHeld(reply().text("Faster ", "starts."));
		StepVerifier.create(this.controller.note().map((event) -> String.valueOf(event.data())))
			.expectNext("null")
			.then(() -> held.release(3))
			.expectNext("{text=Faster }")
			.then(held::release)
			.expectNext("{text=starts.}", "{}")
			.verifyComplete();
	}

}

package com.example.note;

import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import ai.apixo.boot.test.autoconfigure.AutoConfigureMockApixo;
import ai.apixo.test.MockApixoGateway;

import static ai.apixo.test.ApixoAssertions.assertThat;
import static ai.apixo.test.Reply.error;
import static ai.apixo.test.Reply.reply;

@SpringBootTest
@AutoConfigureMockApixo
class ScriptedNotesTests {

	@Autowired
	MockApixoGateway gateway;

	@Autowired
	Notes notes;

	@Test
	void noteIsTriedAgainWhenTheGatewayIsBusy() {
		gateway.enqueue(error(429), reply().text("Faster ", "starts."));
		StepVerifier.create(notes.write("Starts")).expectNext("Faster ", "starts.").verifyComplete();
		assertThat(gateway).received(2).lastRequest().hasModel("claude-sonnet-4-6").hasLastUserText("Starts");
	}

}

package com.example.note;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import reactor.test.StepVerifier;

import ai.apixo.boot.test.autoconfigure.AutoConfigureMockApixo;
import ai.apixo.messages.ApixoModels;
import ai.apixo.test.MockApixoGateway;

import static ai.apixo.test.ApixoAssertions.assertThat;
import static ai.apixo.test.Reply.error;
import static ai.apixo.test.Reply.reply;

@SpringBootTest
@AutoConfigureMockApixo
class NoteControllerTests {

	@Test
	void noteIsStreamedWhenTheGatewayWasBusyAtFirst(@Autowired MockApixoGateway gateway,
			@Autowired NoteController controller) {
		gateway.enqueue(error(429), reply().text("Faster ", "starts."));
		StepVerifier.create(controller.note().map((event) -> String.valueOf(event.data())))
			.expectNext("null", "{text=Faster }", "{text=starts.}", "{}")
			.verifyComplete();
		assertThat(gateway).received(2).lastRequest().hasModel(ApixoModels.CLAUDE_SONNET_4_6);
	}

}

package com.example.note;

import java.security.Principal;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import ai.apixo.boot.test.autoconfigure.AutoConfigureMockApixo;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.test.HeldReply;
import ai.apixo.test.MockApixoGateway;

import static ai.apixo.test.ApixoAssertions.assertThat;
import static ai.apixo.test.Reply.reply;
import static org.awaitility.Awaitility.await;

@SpringBootTest
@AutoConfigureMockApixo
class AnswerControllerTests {

	private static final MessagesRequest REQUEST = MessagesRequest.builder()
		.model("claude-sonnet-4-6")
		.maxTokens(10)
		.user("Hello")
		.build();

	private final Principal user = () -> "ada";

	@Test
	void pageThatIsCutGoesOnWhereItWas(@Autowired MockApixoGateway gateway, @Autowired AnswerController controller) {
		HeldReply held = gateway.enqueueHeld(reply().text("Faster ", "starts."));
		StepVerifier.create(ids(controller.ask("1", REQUEST, this.user)).take(2))
			.then(() -> held.release(3))
			.expectNext("1", "2")
			.verifyComplete();
		held.release();
		StepVerifier.create(ids(controller.watch("1", "2", this.user)))
			.expectNext("3", "4", "5", "6", "7", "8")
			.verifyComplete();
		StepVerifier.create(ids(controller.ask("1", REQUEST, this.user))).expectNextCount(8).verifyComplete();
		assertThat(gateway).received(1);
	}

	@Test
	void stopStopsTheCall(@Autowired MockApixoGateway gateway, @Autowired AnswerController controller) {
		HeldReply held = gateway.enqueueHeld(reply().text("Faster ", "starts."));
		StepVerifier.create(ids(controller.ask("2", REQUEST, this.user)))
			.then(() -> held.release(1))
			.expectNext("1")
			.then(() -> controller.stop("2", this.user).subscribe())
			.expectNext("2")
			.verifyComplete();
		await().until(held.request()::isClosedByClient);
	}

	private static Flux<String> ids(Flux<ServerSentEvent<String>> events) {
		return events.filter((event) -> event.id() != null).map((event) -> String.valueOf(event.id()));
	}

}

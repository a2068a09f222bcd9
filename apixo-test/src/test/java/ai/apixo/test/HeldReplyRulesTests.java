package ai.apixo.test;

import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.test.StepVerifier;

import ai.apixo.client.NoLeaksOrDroppedErrors;
import ai.apixo.client.Requests;
import ai.apixo.messages.Message;

import static ai.apixo.test.ApixoAssertions.assertThat;
import static ai.apixo.test.Reply.error;
import static ai.apixo.test.Reply.reply;
import static ai.apixo.test.Reply.sse;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Replies that the test lets out piece by piece.
 */
@ExtendWith(NoLeaksOrDroppedErrors.class)
class HeldReplyRulesTests {

	@EachTransport
	@DisplayName("KIT-18 a held reply goes on as far as it is released")
	void heldReplyGoesOnAsFarAsItIsReleased(Transport transport) {
		try (MockApixoGateway gateway = transport.gateway()) {
			HeldReply held = gateway.enqueueHeld(reply().text("Hel", "lo"));
			StepVerifier.create(gateway.client().streamText(Requests.hello()))
				.then(() -> assertThat(held.request().isStream()).isTrue())
				.then(() -> held.release(3))
				.expectNext("Hel")
				.then(() -> held.release(1))
				.expectNext("lo")
				.then(held::release)
				.expectComplete()
				.verify(Conversations.LONG);
			gateway.verify();
		}
	}

	@EachTransport
	@DisplayName("KIT-18 a held reply of a stub answers one request; its ending waits for release()")
	void endingOfAHeldReplyWaits(Transport transport) {
		try (MockApixoGateway gateway = transport.gateway()) {
			gateway.when((request) -> true).reply(reply().text("other"));
			HeldReply held = gateway.when((request) -> true).replyHeld(reply().text("Hel").cut());
			StepVerifier.create(gateway.client().streamText(Requests.hello()))
				.then(() -> held.release(100))
				.expectNext("Hel")
				.then(held::release)
				.expectError()
				.verify(Conversations.LONG);
			assertThat(Conversations.text(gateway.client(), Requests.hello())).isEqualTo("other");
		}
	}

	@Test
	@DisplayName("KIT-18 nothing, not even the status, is sent before the first release")
	void nothingIsSentBeforeTheFirstRelease() {
		try (MockApixoGateway gateway = MockApixoGateway.inMemory()) {
			HeldReply held = gateway.enqueueHeld(error(400));
			CompletableFuture<Message> call = gateway.client().create(Requests.hello()).toFuture();
			assertThat(call).isNotDone();
			assertThat(held.request().json()).contains("\"model\"");
			held.release(0);
			held.release();
			assertThat(call).isCompletedExceptionally();
		}
	}

	@Test
	@DisplayName("KIT-18 a reply without events is released chunk by chunk")
	void replyWithoutEventsIsReleasedByChunks() {
		try (MockApixoGateway gateway = MockApixoGateway.inMemory()) {
			HeldReply held = gateway.enqueueHeld(sse(Requests.SHORT_STREAM).splitEvery(Requests.START.length()));
			StepVerifier.create(gateway.client().stream(Requests.hello()))
				.then(() -> held.release(1))
				.expectNextCount(1)
				.then(held::release)
				.expectNextCount(Requests.EVENTS - 1L)
				.verifyComplete();
		}
	}

}

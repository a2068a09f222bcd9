package ai.apixo.test;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.NoLeaksOrDroppedErrors;
import ai.apixo.client.Requests;
import ai.apixo.client.error.ApixoApiException;

import static ai.apixo.test.ApixoAssertions.assertThat;
import static ai.apixo.test.Reply.error;
import static ai.apixo.test.Reply.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Which reply answers a request.
 */
@ExtendWith(NoLeaksOrDroppedErrors.class)
class StubRulesTests {

	@EachTransport
	@DisplayName("a script can see how many requests are being answered, and enforce a limit")
	void openRequestsAreCounted(Transport transport) {
		try (MockApixoGateway gateway = transport.gateway()) {
			gateway.when((request) -> gateway.openRequests() >= 1).reply(error(400));
			HeldReply held = gateway.enqueueHeld(reply().text("Hi"));
			ApixoMessagesClient client = gateway.client();
			StepVerifier.create(client.streamText(Requests.hello())).then(() -> {
				held.request();
				assertThat(gateway.openRequests()).isOne();
				StepVerifier.create(client.streamText(Requests.hello())).verifyError(ApixoApiException.class);
				held.release();
			}).expectNext("Hi").verifyComplete();
			assertThat(gateway.openRequests()).isZero();
		}
	}

	@EachTransport
	@DisplayName("KIT-3 the matching stub that was registered last wins over earlier ones and over the queue")
	void lastMatchingStubWins(Transport transport) {
		try (MockApixoGateway gateway = transport.gateway()) {
			gateway.enqueue(reply().text("queue"));
			gateway.when((request) -> request.lastUserText().startsWith("a")).reply(reply().text("first"));
			gateway.when((request) -> request.lastUserText().equals("ab")).reply(reply().text("second"));
			ApixoMessagesClient client = gateway.client();
			assertThat(Conversations.text(client, Conversations.asking("a"))).isEqualTo("first");
			assertThat(Conversations.text(client, Conversations.asking("ab"))).isEqualTo("second");
			assertThat(Conversations.text(client, Conversations.asking("b"))).isEqualTo("queue");
			gateway.verify();
		}
	}

	@EachTransport
	@DisplayName("KIT-3 a request without a reply gets 501, which names it and is not tried again")
	void requestWithoutAReplyGets501(Transport transport) {
		try (MockApixoGateway gateway = transport.gateway()) {
			gateway.when((request) -> false).reply(reply());
			StepVerifier.create(gateway.client().create(Conversations.asking("x".repeat(100))))
				.verifyErrorSatisfies((failure) -> assertThat(failure).isInstanceOf(ApixoApiException.class)
					.hasMessageContaining("Request 1 has no reply")
					.hasMessageContaining(Requests.hello().model())
					.hasMessageContaining("x".repeat(80) + "..")
					.hasMessageContaining("1 stub did not match")
					.hasMessageContaining("add one with enqueue(..)"));
			assertThat(gateway).received(1);
		}
	}

	@EachTransport
	@DisplayName("KIT-4 a queued reply answers once, those of a stub in order and the last one repeatedly")
	void repliesOfAStubAreRepeated(Transport transport) {
		try (MockApixoGateway gateway = transport.gateway()) {
			gateway.when((request) -> true).reply(reply().text("1"), reply().text("2"));
			ApixoMessagesClient client = gateway.client();
			assertThat(Flux.range(0, 4)
				.concatMap((call) -> client.streamText(Requests.hello()))
				.collectList()
				.block(Conversations.LONG)).containsExactly("1", "2", "2", "2");
		}
	}

	@EachTransport
	@DisplayName("KIT-4 the function of a stub is asked for each request")
	void functionOfAStubIsAskedForEachRequest(Transport transport) {
		try (MockApixoGateway gateway = transport.gateway()) {
			gateway.when((request) -> true).reply((request) -> reply().text("re: " + request.lastUserText()));
			ApixoMessagesClient client = gateway.client();
			assertThat(Conversations.text(client, Conversations.asking("a"))).isEqualTo("re: a");
			assertThat(Conversations.text(client, Conversations.asking("b"))).isEqualTo("re: b");
		}
	}

	@EachTransport
	@DisplayName("KIT-4 an assertion that fails in a predicate or function becomes a 501 and fails verify()")
	void assertionInAStubFailsTheTest(Transport transport) {
		try (MockApixoGateway gateway = transport.gateway()) {
			gateway.when((request) -> true).reply((request) -> {
				assertThat(request).hasModel("other");
				return reply();
			});
			assertThatThrownBy(() -> Conversations.text(gateway.client(), Requests.hello()))
				.hasMessageContaining("status 501")
				.hasMessageContaining("Expected model: other");
			assertThatThrownBy(gateway::verify).isInstanceOf(AssertionError.class)
				.hasMessageContaining("Expected model: other");
			gateway.reset();
			gateway.when((request) -> {
				throw new AssertionError("from the predicate");
			}).reply(reply());
			assertThatThrownBy(() -> Conversations.text(gateway.client(), Requests.hello()))
				.hasMessageContaining("status 501");
			assertThatThrownBy(gateway::verify).hasMessageContaining("from the predicate");
		}
	}

	@EachTransport
	@DisplayName("KIT-4 an exception of a predicate or function becomes a 501 and fails verify()")
	void exceptionOfAStubBecomesA501(Transport transport) {
		try (MockApixoGateway gateway = transport.gateway()) {
			gateway.when((request) -> true).reply((request) -> {
				throw new IllegalArgumentException("from the function");
			});
			gateway.when((request) -> {
				if (request.lastUserText().equals("predicate")) {
					throw new IllegalArgumentException("from the predicate");
				}
				return false;
			}).reply(reply());
			ApixoMessagesClient client = gateway.client();
			assertThatThrownBy(() -> Conversations.text(client, Conversations.asking("x")))
				.hasMessageContaining("from the function");
			assertThatThrownBy(() -> Conversations.text(client, Conversations.asking("predicate")))
				.hasMessageContaining("from the predicate");
			assertThatThrownBy(gateway::verify).isInstanceOf(AssertionError.class)
				.hasMessageContaining("from the function")
				.hasMessageContaining("from the predicate");
		}
	}

}

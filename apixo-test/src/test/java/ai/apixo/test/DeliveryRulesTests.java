package ai.apixo.test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.test.StepVerifier;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.NoLeaksOrDroppedErrors;
import ai.apixo.client.Requests;

import static ai.apixo.test.ApixoAssertions.assertThat;
import static ai.apixo.test.Reply.error;
import static ai.apixo.test.Reply.reply;
import static ai.apixo.test.Reply.response;
import static ai.apixo.test.Reply.sse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * How a reply is sent.
 */
@ExtendWith(NoLeaksOrDroppedErrors.class)
class DeliveryRulesTests {

	@EachTransport
	@DisplayName("KIT-16 pace waits before each chunk but the first, delay before the status")
	void paceAndDelayWait(Transport transport) {
		try (MockApixoGateway gateway = transport.gateway()) {
			gateway.enqueue(reply().text("Hel", "lo").delay(Duration.ofMillis(2)).pace(Duration.ofMillis(2)));
			assertThat(Conversations.text(gateway.client(), Requests.hello())).isEqualTo("Hello");
		}
	}

	@Test
	@DisplayName("KIT-16 in memory all waits pass in virtual time")
	void waitsPassInVirtualTime() {
		StepVerifier.withVirtualTime(() -> {
			MockApixoGateway gateway = MockApixoGateway.inMemory();
			gateway.enqueue(error(429).retryAfter(Duration.ofSeconds(30)),
					reply().text("Hel", "lo").delay(Duration.ofMinutes(1)).pace(Duration.ofMinutes(1)));
			return gateway.client().streamText(Requests.hello());
		})
			.expectSubscription()
			.expectNoEvent(Duration.ofSeconds(30))
			.expectNoEvent(Duration.ofMinutes(3))
			.expectNext("Hel")
			.expectNoEvent(Duration.ofMinutes(1))
			.expectNext("lo")
			.thenAwait(Duration.ofMinutes(5))
			.verifyComplete();
	}

	@Test
	@DisplayName("KIT-16 each event is a chunk, and so is each piece of a split body")
	void eventsAndPiecesAreChunks() {
		try (MockApixoGateway gateway = MockApixoGateway.start()) {
			Reply reply = reply().text("Hel", "lo");
			gateway.enqueue(reply, reply.splitEvery(7));
			List<String> events = texts(RawHttp.chunks(gateway));
			assertThat(events).hasSize(7)
				.allSatisfy((event) -> assertThat(event).startsWith("event: ").endsWith("\n\n"));
			List<String> pieces = texts(RawHttp.chunks(gateway));
			assertThat(String.join("", pieces)).endsWith(events.get(6));
			assertThat(pieces.subList(0, pieces.size() - 1)).allSatisfy((piece) -> assertThat(piece).hasSize(7));
		}
	}

	private static List<String> texts(List<byte[]> chunks) {
		return chunks.stream().map((chunk) -> new String(chunk, StandardCharsets.UTF_8)).toList();
	}

	@EachTransport
	@DisplayName("KIT-16 splitEvery cuts through events, characters and line ends")
	void splitEveryCutsThroughCharacters(Transport transport) {
		try (MockApixoGateway gateway = transport.gateway()) {
			String text = "\u00e9\u4e16\ud83d\ude00";
			for (int size : List.of(1, 2, 3, 7, 1000)) {
				gateway.enqueue(reply().text(text, text).splitEvery(size),
						sse(reply().text(text).body().replace("\n", "\r\n")).splitEvery(size));
				assertThat(Conversations.text(gateway.client(), Requests.hello())).isEqualTo(text + text);
				assertThat(Conversations.text(gateway.client(), Requests.hello())).isEqualTo(text);
			}
		}
	}

	@EachTransport
	@DisplayName("KIT-16 events without names are read by their type")
	void eventsWithoutNames(Transport transport) {
		assertThat(reply().text("Hi").withoutEventNames().body()).doesNotContain("event:");
		try (MockApixoGateway gateway = transport.gateway()) {
			gateway.enqueue(reply().text("Hi").withoutEventNames());
			assertThat(Conversations.text(gateway.client(), Requests.hello())).isEqualTo("Hi");
		}
	}

	@EachTransport
	@DisplayName("KIT-17 sse and response send their body as it is")
	void bodiesAreSentAsTheyAre(Transport transport) {
		try (MockApixoGateway gateway = transport.gateway()) {
			gateway.enqueue(sse(Requests.SHORT_STREAM),
					response(200, "application/json", Requests.MESSAGE).header("request-id", "mine"),
					response(403, "text/html", "<h1>Not you</h1>"));
			ApixoMessagesClient client = gateway.client();
			assertThat(Conversations.text(client, Requests.hello())).isEqualTo("Hello");
			assertThat(Conversations.created(client).response().requestId()).isEqualTo("mine");
			assertThatThrownBy(() -> Conversations.created(client)).hasMessageContaining("403");
		}
		assertThat(sse("data: x\n\n").cut().body()).isEqualTo("data");
	}

}

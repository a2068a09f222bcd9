package ai.apixo.client;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ai.apixo.client.error.ApixoProtocolException;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.messages.event.UnknownEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a stream has to begin with.
 */
@EachConnector
class StreamStartTests {

	private static final String PING = "event: ping\ndata: {\"type\":\"ping\"}\n\n";

	private static final String NEW_EVENT = "event: sparkle\ndata: {\"type\":\"sparkle\",\"n\":1}\n\n";

	private final TestConnector connector;

	StreamStartTests(TestConnector connector) {
		this.connector = connector;
	}

	@ParameterizedTest
	@ValueSource(strings = {
			"{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}",
			"{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Hello\"}}",
			"{\"type\":\"content_block_stop\",\"index\":0}",
			"{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":2}}",
			"{\"type\":\"message_stop\"}",
			"{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"choices\":[]}",
			"{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"content\":[]}", "{}" })
	@DisplayName("FIELD-2 a stream that begins with another event than message_start fails before anything is delivered")
	void beginsWithMessageStart(String event) {
		for (String ahead : new String[] { "", PING }) {
			String body = ahead + "data: " + event + "\n\n" + Requests.SHORT_STREAM;
			refused(body);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { PING, "data: [DONE]\n\n", NEW_EVENT, PING + "data: {\"type\":\"message_stop\"}\n\n" })
	@DisplayName("FIELD-2 a body without any event of a message is no success, and not asked again")
	void hasAMessage(String body) {
		refused(body);
	}

	@Test
	@DisplayName("FIELD-2 events of new types without end are no message")
	void boundsEventsAhead() {
		refused(NEW_EVENT.repeat(1000) + Requests.SHORT_STREAM);
	}

	@Test
	@DisplayName("MSG-4 an event of a new type may come before message_start, and is delivered with it")
	void deliversNewEventsAhead() {
		Outcome<StreamEvent> outcome = outcome(NEW_EVENT + PING + Requests.SHORT_STREAM);
		assertThat(outcome.failure()).isNull();
		assertThat(outcome.elements()).hasSize(1 + Requests.EVENTS);
		assertThat(outcome.elements().get(0)).isInstanceOf(UnknownEvent.class);
	}

	private void refused(String body) {
		try (ScriptedGateway gateway = ScriptedGateway
			.playing((response) -> response.respond(200, "text/event-stream", body))) {
			ApixoMessagesClient client = this.connector.client(gateway).retry(Retries.attempts(3)).build();
			Outcome<StreamEvent> events = Outcome.of(client.stream(Requests.hello()));
			assertThat(events.elements()).isEmpty();
			events.failure(ApixoProtocolException.class);
			Outcome.of(client.streamText(Requests.hello())).failure(ApixoProtocolException.class);
			Outcome.of(client.streamMessage(Requests.hello())).failure(ApixoProtocolException.class);
			Outcome.of(client.create(Requests.hello())).failure(ApixoProtocolException.class);
			assertThat(gateway.requests()).hasSize(4);
		}
	}

	private Outcome<StreamEvent> outcome(String body) {
		try (ScriptedGateway gateway = ScriptedGateway
			.playing((response) -> response.respond(200, "text/event-stream", body))) {
			return Outcome.of(this.connector.client(gateway).build().stream(Requests.hello()));
		}
	}

}

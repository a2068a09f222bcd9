package ai.apixo.messages.json;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import ai.apixo.messages.Message;
import ai.apixo.messages.event.MessageAccumulator;
import ai.apixo.messages.event.StreamEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The recorded streams of the conformance kit, from the JSON of their events on.
 */
class ConformanceStreamTests {

	private final JsonMapper mapper = MessagesJsonMapper.create();

	@ParameterizedTest
	@MethodSource("ai.apixo.messages.json.ConformanceStream#all")
	@DisplayName("Every event is written again as it was read (MSG-1, MSG-4, MSG-6)")
	void eventsSurviveTheRoundTrip(ConformanceStream stream) {
		for (String json : stream.events()) {
			StreamEvent event = this.mapper.readValue(json, StreamEvent.class);
			JsonEquality.assertSameJson(this.mapper.writeValueAsString(event), json);
		}
	}

	@ParameterizedTest
	@MethodSource("ai.apixo.messages.json.ConformanceStream#all")
	@DisplayName("The events add up to the message, as far as it got (MSG-7, MSG-8, MSG-9, MSG-10, MSG-11, MSG-17, MSG-18)")
	void eventsAddUpToTheMessage(ConformanceStream stream) {
		MessageAccumulator accumulator = new MessageAccumulator();
		stream.events().forEach((json) -> accumulator.accept(this.mapper.readValue(json, StreamEvent.class)));
		assertThat(accumulator.isComplete()).isNotEqualTo(stream.fails());
		JsonNode expected = stream.fails() ? stream.expected().path("partial_message") : stream.expected();
		assertThat(accumulator.isStarted()).isNotEqualTo(expected.isNull());
		if (accumulator.isStarted()) {
			assertMessage(accumulator.message(), expected);
		}
	}

	private void assertMessage(Message message, JsonNode expected) {
		for (int i = 0; i < message.toolUses().size(); i++) {
			String unparsed = message.toolUses().get(i).unparsedInput();
			ObjectNode block = (ObjectNode) expected.path("content")
				.path(message.content().indexOf(message.toolUses().get(i)));
			JsonNode expectedUnparsed = block.remove("_unparsed_input");
			assertThat(unparsed).isEqualTo((expectedUnparsed != null) ? expectedUnparsed.stringValue() : null);
		}
		JsonEquality.assertSameJson(this.mapper.writeValueAsString(message), expected.toString());
	}

}

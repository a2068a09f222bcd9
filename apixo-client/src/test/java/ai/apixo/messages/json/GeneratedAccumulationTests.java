package ai.apixo.messages.json;

import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.messages.event.MessageAccumulator;
import ai.apixo.messages.event.StreamEvent;

/**
 * A thousand random streams add up to what an independent, slow reference says.
 */
class GeneratedAccumulationTests {

	private final JsonMapper mapper = MessagesJsonMapper.create();

	@Test
	@DisplayName("Any sequence of events adds up as the reference says, at every step (MSG-7, MSG-8, MSG-9, MSG-10, MSG-11)")
	void accumulationAgreesWithTheReference() {
		for (long seed = 0; seed < 1000; seed++) {
			List<JsonNode> events = RandomStream.of(seed, this.mapper);
			MessageAccumulator accumulator = new MessageAccumulator();
			SlowReference reference = new SlowReference();
			for (JsonNode event : events) {
				accumulator.accept(this.mapper.treeToValue(event, StreamEvent.class));
				reference.accept(event);
				if (accumulator.isStarted()) {
					JsonEquality.assertSameJson(this.mapper.valueToTree(accumulator.message()), reference.message());
				}
			}
		}
	}

}

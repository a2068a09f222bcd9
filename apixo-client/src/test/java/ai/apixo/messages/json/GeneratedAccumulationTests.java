package ai.apixo.messages.json;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.messages.Message;
import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.content.ServerToolUseBlock;
import ai.apixo.messages.content.ToolUseBlock;
import ai.apixo.messages.content.UnknownBlock;
import ai.apixo.messages.event.MessageAccumulator;
import ai.apixo.messages.event.StreamEvent;

import static org.assertj.core.api.Assertions.assertThat;

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
					Message message = accumulator.message();
					JsonEquality.assertSameJson(this.mapper.valueToTree(message), reference.message());
					List<String> expected = reference.unparsedInputs();
					List<ContentBlock> content = message.content();
					List<ContentBlock> streamed = content.subList(content.size() - expected.size(), content.size());
					assertThat(unparsedInputs(streamed)).as("seed %s", seed).isEqualTo(expected);
				}
			}
		}
	}

	private static List<String> unparsedInputs(List<ContentBlock> blocks) {
		return blocks.stream().map(GeneratedAccumulationTests::unparsedInput).map(String::valueOf).toList();
	}

	private static @Nullable String unparsedInput(ContentBlock block) {
		if (block instanceof ToolUseBlock toolUse) {
			return toolUse.unparsedInput();
		}
		if (block instanceof ServerToolUseBlock toolUse) {
			return toolUse.unparsedInput();
		}
		return (block instanceof UnknownBlock unknown) ? unknown.unparsedInput() : null;
	}

}

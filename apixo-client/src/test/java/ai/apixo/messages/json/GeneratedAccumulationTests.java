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
import ai.apixo.messages.event.StreamedText;

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

	@Test
	@DisplayName("MSG-10 The text that is streamed is the text of the message")
	void streamedTextIsTheTextOfTheMessage() {
		for (long seed = 0; seed < 1000; seed++) {
			MessageAccumulator accumulator = new MessageAccumulator();
			StreamedText pieces = new StreamedText();
			StringBuilder streamed = new StringBuilder();
			for (JsonNode json : RandomStream.of(seed, this.mapper)) {
				StreamEvent event = this.mapper.treeToValue(json, StreamEvent.class);
				accumulator.accept(event);
				streamed.append(pieces.accept(event) ? StreamedText.of(event) : "");
				// Blocks that grow side by side are streamed in the order of their
				// deltas.
				assertThat(sorted(streamed.toString())).as("seed %s", seed).isEqualTo(sorted(accumulator.text()));
			}
			assertThat(accumulator.text()).isEqualTo(accumulator.message().text());
		}
	}

	private static int[] sorted(String text) {
		return text.chars().sorted().toArray();
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

package ai.apixo.messages.json;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.messages.InputMessage;
import ai.apixo.messages.Message;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.content.Citation;
import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.content.ServerToolResult;
import ai.apixo.messages.content.Source;
import ai.apixo.messages.event.ContentDelta;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.messages.tool.Tool;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A thousand random values each of what is sent and received.
 */
class GeneratedRoundTripTests {

	private static final int COUNT = 1000;

	private final JsonMapper mapper = MessagesJsonMapper.create();

	@ParameterizedTest
	@ValueSource(classes = { MessagesRequest.class, Message.class, StreamEvent.class, ContentBlock.class, Tool.class })
	@DisplayName("Value -> JSON -> value loses nothing (MSG-6)")
	<T> void valuesSurviveTheRoundTrip(Class<T> type) {
		for (long seed = 0; seed < COUNT; seed++) {
			T value = new ModelValues(seed).next(type);
			String json = this.mapper.writeValueAsString(value);
			T read = this.mapper.readValue(json, type);
			assertThat(read).as("seed %s: %s", seed, json).isEqualTo(value);
			assertThat(this.mapper.writeValueAsString(read)).as("seed %s", seed).isEqualTo(json);
		}
	}

	@Test
	@DisplayName("FIELD-8 Answer -> toInput() -> JSON loses nothing but what the API refuses")
	void answersAreReplayedWithoutLoss() {
		for (long seed = 0; seed < COUNT; seed++) {
			Message message = new ModelValues(seed).next(Message.class);
			List<JsonNode> accepted = new ArrayList<>(this.mapper.valueToTree(message).path("content").values());
			accepted.removeIf(GeneratedRoundTripTests::isRefused);
			JsonNode replay = this.mapper.valueToTree(message.toInput()).path("content");
			if (!accepted.isEmpty()) {
				assertThat(List.copyOf(replay.values())).as("seed %s", seed).isEqualTo(accepted);
			}
			assertThat(replay).as("seed %s", seed).isNotEmpty();
		}
	}

	private static boolean isRefused(JsonNode block) {
		return switch (block.path("type").stringValue("")) {
			case "text" -> block.path("text").stringValue("").isBlank();
			case "thinking" -> block.path("signature").stringValue("").isEmpty();
			case "tool_use", "server_tool_use" ->
				block.path("id").stringValue("").isEmpty() || block.path("name").stringValue("").isEmpty();
			default -> false;
		};
	}

	@Test
	@DisplayName("FIELD-8 A turn without unknown fields has none at any depth")
	void unknownFieldsAreLeftOut() {
		for (long seed = 0; seed < COUNT; seed++) {
			InputMessage turn = new ModelValues(seed).next(Message.class).toInput().withoutUnknownFields();
			JsonNode json = this.mapper.valueToTree(turn);
			assertThat(unknownNames(json)).as("seed %s: %s", seed, json).isEmpty();
			assertThat(this.mapper.treeToValue(json, InputMessage.class)).isEqualTo(turn);
		}
	}

	private static List<String> unknownNames(JsonNode json) {
		List<String> names = new ArrayList<>();
		json.forEachEntry((name, value) -> {
			if (name.startsWith("x_")) {
				names.add(name);
			}
		});
		json.values().forEach((value) -> names.addAll(unknownNames(value)));
		return names;
	}

	@Test
	void everyMemberOfEveryFamilyIsReached() {
		Set<Class<?>> reached = new HashSet<>();
		for (long seed = 0; seed < COUNT; seed++) {
			ModelValues values = new ModelValues(seed);
			values.next(MessagesRequest.class);
			values.next(Message.class);
			values.next(StreamEvent.class);
			reached.addAll(values.reached());
		}
		assertThat(reached).containsAll(Stream
			.of(ContentBlock.class, Source.class, Citation.class, ServerToolResult.class, Tool.class, StreamEvent.class,
					ContentDelta.class)
			.<Class<?>>flatMap((family) -> Stream.of(family.getPermittedSubclasses()))
			.toList());
	}

}

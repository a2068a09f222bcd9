package ai.apixo.messages.json;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

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
	@DisplayName("Answer -> toInput() -> JSON loses nothing")
	void answersAreReplayedWithoutLoss() {
		for (long seed = 0; seed < COUNT; seed++) {
			Message message = new ModelValues(seed).next(Message.class);
			String answer = this.mapper.valueToTree(message).path("content").toString();
			String replay = this.mapper.valueToTree(message.toInput()).path("content").toString();
			assertThat(replay).as("seed %s", seed).isEqualTo(answer);
		}
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

package ai.apixo.relay;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.codec.ServerSentEvent;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.messages.event.MessageAccumulator;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.messages.json.ConformanceStream;
import ai.apixo.messages.json.MessagesJsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The events so far in as few pieces as possible.
 */
class SnapshotTests {

	private static final JsonMapper JSON = MessagesJsonMapper.create();

	@Test
	@DisplayName("RELAY-10 neighbours that differ only in the text of their delta are joined")
	void deltasAreJoined() {
		assertThat(snapshot(delta("text", "Hel"), delta("text", "lo"), delta("thinking", "a"), delta("thinking", "b"),
				delta("partial_json", "{\\\"a"), delta("partial_json", "\\\":1}")))
			.containsExactly(delta("text", "Hello"), delta("thinking", "ab"), delta("partial_json", "{\\\"a\\\":1}"));
	}

	@Test
	@DisplayName("RELAY-10 deltas within other events are joined, and texts too")
	void deltasAreJoinedAtAnyDepth() {
		assertThat(snapshot("{\"run\":1,\"event\":[" + delta("text", "a") + "]}",
				"{\"run\":1,\"event\":[" + delta("text", "b") + "]}", "\" a\"", "\"\\nb\""))
			.containsExactly("{\"run\":1,\"event\":[" + delta("text", "ab") + "]}", "\" a\\nb\"");
	}

	@Test
	@DisplayName("RELAY-10 what differs in anything else is not joined, nor is what has no text")
	void everythingElseStays() {
		String[] events = { "{\"type\":\"ping\"}", "{\"type\":\"ping\"}", "{\"delta\":{\"text\":\"a\"},\"index\":0}",
				"{\"delta\":{\"text\":\"a\"},\"index\":1}", "{\"delta\":{\"text\":\"a\",\"n\":1}}",
				"{\"delta\":{\"text\":\"a\",\"n\":2}}", "{\"delta\":{\"text\":1}}", "{\"delta\":{\"text\":1}}",
				"{\"delta\":{\"other\":\"a\"}}", "{\"delta\":{\"other\":\"a\"}}", "{\"text\":\"a\"}",
				"{\"text\":\"a\"}", "{\"delta\":[{\"text\":\"a\"}]}", "{\"delta\":[{\"text\":\"a\"}]}", "1", "1",
				"null", "[\"a\"]", "[\"a\"]" };
		assertThat(snapshot(events)).containsExactly(events);
	}

	@Test
	@DisplayName("RELAY-10 joined events keep every digit and every escape")
	void joinedEventsAreCutFromTheJson() {
		assertThat(snapshot("{\"n\":1.10,\"big\":1e400,\"delta\":{\"text\":\"\\uD83D\"}}",
				"{\"n\":1.10,\"big\":1e400,\"delta\":{\"text\":\"\\uDE00\\u00e9 \\\\\"}}"))
			.containsExactly("{\"n\":1.10,\"big\":1e400,\"delta\":{\"text\":\"\\uD83D\\uDE00\\u00e9 \\\\\"}}");
	}

	@Test
	@DisplayName("RELAY-10 a joined event has the id of its last")
	void joinedEventHasTheLastId() {
		assertThat(frames("\"a\"", "\"b\"", "1", "\"c\"", "\"d\"")).extracting(ServerSentEvent::id)
			.containsExactly("2", "3", "5");
	}

	static Stream<ConformanceStream> streams() {
		return ConformanceStream.all().filter((stream) -> !stream.fails());
	}

	@ParameterizedTest
	@MethodSource("streams")
	@DisplayName("RELAY-10 whoever begins anew reaches the same state")
	void snapshotGivesTheSameMessage(ConformanceStream stream) {
		List<String> events = stream.events();
		List<String> pieces = snapshot(events.toArray(String[]::new));
		assertThat(pieces).hasSizeLessThanOrEqualTo(events.size());
		assertThat(accumulated(pieces)).isEqualTo(accumulated(events));
	}

	private static String accumulated(List<String> events) {
		MessageAccumulator accumulator = new MessageAccumulator();
		events.forEach((event) -> accumulator.accept(JSON.readValue(event, StreamEvent.class)));
		return JSON.writeValueAsString(accumulator.message());
	}

	private static String delta(String name, String text) {
		return "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"x\",\"" + name + "\":\"" + text
				+ "\"}}";
	}

	private static List<String> snapshot(String... events) {
		return frames(events).stream().map((frame) -> Objects.requireNonNull(frame.data())).toList();
	}

	private static List<ServerSentEvent<String>> frames(String... events) {
		Journal journal = new Journal(Duration.ofMinutes(1), Journal.Presence.IGNORED);
		for (String event : events) {
			journal.add(List.of(event.getBytes(StandardCharsets.UTF_8)));
		}
		Snapshot snapshot = new Snapshot(journal);
		List<ServerSentEvent<String>> frames = new ArrayList<>();
		while (!snapshot.isComplete()) {
			ServerSentEvent<String> frame = snapshot.step();
			if (frame != null) {
				frames.add(frame);
			}
		}
		return frames;
	}

}

package ai.apixo.messages.event;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import ai.apixo.AllocatedBytes;
import ai.apixo.messages.Message;
import ai.apixo.messages.Usage;
import ai.apixo.messages.content.TextBlock;
import ai.apixo.messages.content.UnknownBlock;
import ai.apixo.messages.content.UnknownCitation;
import ai.apixo.messages.raw.ExactJson;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An event costs the same after many others, whatever they were. What is counted is what
 * adding it up allocates, which no other load on the machine changes.
 */
class LinearAccumulationTests {

	private static final int MANY = 20_000;

	private final MessageAccumulator accumulator = new MessageAccumulator();

	static Stream<Named<IntFunction<StreamEvent>>> shapes() {
		JsonNode one = ExactJson.parse("1");
		JsonNode raw = ExactJson.parse("{\"type\":\"x\",\"content\":\"\",\"citations\":[]}");
		return Stream.of(
				Named.of("usage with a new key each",
						(number) -> new MessageDelta(MessageUpdate.none(), usage(Map.of("key" + number, one)))),
				Named.of("message with a new key each",
						(number) -> new MessageDelta(
								new MessageUpdate(null, null, null, null, Map.of("key" + number, one)), Usage.none())),
				Named.of("blocks", (number) -> new ContentBlockStart(number, new TextBlock(""))),
				Named.of("blocks with the same index", (number) -> new ContentBlockStart(0, new TextBlock(""))),
				Named.of("blocks without index", (number) -> new ContentBlockStart(-1, new TextBlock(""))),
				Named.of("unknown blocks", (number) -> new ContentBlockStart(0, new UnknownBlock("x", raw))),
				Named.of("text without index", (number) -> new ContentBlockDelta(-1, new TextDelta("a"))),
				Named.of("arguments without call", (number) -> new ContentBlockDelta(number, new InputJsonDelta("{}"))),
				Named.of("citations",
						(number) -> new ContentBlockDelta(0, new CitationsDelta(new UnknownCitation("x", one)))),
				Named.of("deltas and ends in turn", (number) -> (number % 2 == 0)
						? new ContentBlockDelta(0, new TextDelta("a")) : new ContentBlockStop(0)));
	}

	@ParameterizedTest
	@MethodSource("shapes")
	@DisplayName("MSG-20 Many events of one kind cost the same each")
	void costsTheSameAfterMany(IntFunction<StreamEvent> shape) {
		this.accumulator.accept(new MessageStart(Message.builder().build()));
		add(shape, 0, 100);
		long early = add(shape, 100, MANY / 2);
		long late = add(shape, MANY / 2, MANY);
		assertThat(late).isLessThan(3 * early + 1_000_000);
	}

	@Test
	@DisplayName("MSG-20 What message_start brought is not copied by the reports that follow")
	void reportsDoNotCopyWhatCameBefore() {
		Map<String, JsonNode> counters = new LinkedHashMap<>();
		for (int number = 0; number < 100_000; number++) {
			counters.put("counter" + number, ExactJson.parse("1"));
		}
		Message message = Message.builder().usage(usage(counters)).additionalProperties(counters).build();
		this.accumulator.accept(new MessageStart(message));
		StreamEvent report = new MessageDelta(MessageUpdate.none(), Usage.none());
		assertThat(add((number) -> report, 0, 1000)).isLessThan(5_000_000);
		assertThat(this.accumulator.message().usage().additionalProperties()).hasSize(100_000);
	}

	private long add(IntFunction<StreamEvent> shape, int from, int to) {
		List<StreamEvent> events = IntStream.range(from, to).mapToObj(shape).toList();
		long before = AllocatedBytes.ofThisThread();
		events.forEach(this.accumulator::accept);
		return AllocatedBytes.ofThisThread() - before;
	}

	private static Usage usage(Map<String, JsonNode> additionalProperties) {
		return Usage.builder().additionalProperties(additionalProperties).build();
	}

}

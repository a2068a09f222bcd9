package ai.apixo.structured;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.client.error.ApixoStructuredOutputException;
import ai.apixo.messages.event.MessageAccumulator;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.messages.json.MessagesJsonMapper;
import ai.apixo.structured.StructuredOutput.Mode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever a gateway makes of blocks and indexes, the two streams find the document that
 * the whole message has.
 */
@NullUnmarked
class StreamedOutcomeTests {

	private static final JsonMapper MAPPER = MessagesJsonMapper.create();

	private static final String DOCUMENT = "{'title':'t','items':[{'n':1},{'n':2}]}";

	private static final String FIRST = DOCUMENT.substring(0, 20);

	private static final String REST = DOCUMENT.substring(20);

	static Stream<Arguments> texts() {
		return Stream.of(whole("pieces", start(0, ""), text(0, FIRST), text(0, REST), stop(0)),
				whole("no start of the block", text(0, FIRST), text(0, REST)),
				whole("no end of the block", start(0, ""), text(0, FIRST), text(0, REST)),
				whole("text behind the end of its block", start(0, ""), text(0, FIRST), stop(0), text(0, REST)),
				whole("deltas without index", start(0, ""), text(-1, FIRST), text(-1, REST), stop(0)),
				whole("deltas without index in the second block", start(0, "Well."), stop(0), start(1, ""),
						text(-1, FIRST), text(-1, REST), stop(-1)),
				whole("no index at all", start(-1, ""), text(-1, FIRST), text(-1, REST), stop(-1)),
				whole("an index used again", start(0, "Well."), stop(0), start(0, ""), text(0, FIRST), text(0, REST),
						stop(0)),
				whole("white space in a block of its own", start(0, " "), start(1, ""), text(1, FIRST), text(1, REST),
						stop(1), stop(0)),
				whole("white space first", start(0, " "), text(0, "  "), text(0, FIRST), text(0, REST), stop(0)),
				whole("text for a block that is a call", call(0, "x", "{}"), text(0, FIRST), text(0, REST), stop(0)),
				whole("a document behind it", start(0, DOCUMENT), stop(0), start(1, "{}"), stop(1)));
	}

	static Stream<Arguments> calls() {
		return Stream.of(whole("pieces", call(0, "answer", "{}"), input(0, FIRST), input(0, REST), stop(0)),
				whole("input with the start", call(0, "answer", DOCUMENT), stop(0)),
				whole("input with the start, and no end of the block", call(0, "answer", DOCUMENT)),
				whole("input with the start, and blank pieces", call(0, "answer", DOCUMENT), input(0, ""),
						input(0, " "), stop(0)),
				whole("no end of the block", call(0, "answer", "{}"), input(0, FIRST), input(0, REST)),
				whole("pieces without index", call(0, "answer", "{}"), input(-1, FIRST), input(-1, REST), stop(-1)),
				whole("pieces behind the end of the block", call(0, "answer", "{}"), input(0, FIRST), stop(0),
						input(0, REST)),
				whole("another call before it", call(0, "x", "{}"), stop(0), call(1, "answer", "{}"), input(1, FIRST),
						input(1, REST), stop(1)),
				whole("an index used again", call(0, "answer", "{}"), input(0, DOCUMENT), stop(0),
						call(0, "answer", "{}"), input(0, "{}"), stop(0)));
	}

	static Stream<Arguments> emptyCalls() {
		return Stream.of("max_tokens", "stop_sequence", "pause_turn", "end_turn", "tool_use", null)
			.flatMap((reason) -> Stream.of(Arguments.of(reason, List.of(call(0, "answer", "{}"), stop(0))),
					Arguments.of(reason, List.of(call(0, "answer", "{}"))),
					Arguments.of(reason, List.of(call(0, "answer", "{}"), input(0, ""), input(0, " "))),
					Arguments.of(reason, List.of(call(0, "answer", "{}"), stop(0), start(1, "Done."), stop(1)))));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("texts")
	@DisplayName("STR-17 STR-30 text belongs to the blocks to which it belongs in the whole message")
	void textOfBlocks(String what, List<String> blocks) {
		assertSame(Mode.OUTPUT_CONFIG, blocks, "end_turn", "[Item[n=1], Item[n=2]]");
		assertSame(Mode.OUTPUT_CONFIG, blocks, "max_tokens", "[Item[n=1], Item[n=2]]");
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("calls")
	@DisplayName("STR-17 STR-30 input belongs to the call to which it belongs in the whole message")
	void inputOfCalls(String what, List<String> blocks) {
		assertSame(Mode.TOOL, blocks, "tool_use", "[Item[n=1], Item[n=2]]");
		assertSame(Mode.TOOL, blocks, "max_tokens", "[Item[n=1], Item[n=2]]");
	}

	@ParameterizedTest
	@MethodSource("emptyCalls")
	@DisplayName("STR-19 a call that was cut before its first argument is truncated, however the message is read")
	void callWithoutArguments(String stopReason, List<String> blocks) {
		boolean cut = !"end_turn".equals(stopReason) && !"tool_use".equals(stopReason) && stopReason != null;
		boolean last = blocks.size() < 4;
		assertThat(outcomes(Mode.TOOL, blocks, stopReason)).element(0)
			.asString()
			.startsWith((cut && last) ? "TRUNCATED" : "INVALID");
		assertThat(outcomes(Mode.TOOL, blocks, stopReason)).element(1)
			.asString()
			.startsWith((cut && last) ? "TRUNCATED" : "INVALID");
		assertThat(outcomes(Mode.TOOL, blocks, stopReason)).element(2)
			.asString()
			.startsWith((cut && last) ? "TRUNCATED" : "null");
	}

	private static void assertSame(Mode mode, List<String> blocks, String stopReason, String outcome) {
		assertThat(outcomes(mode, blocks, stopReason)).containsOnly(outcome);
	}

	private static List<String> outcomes(Mode mode, List<String> blocks, String stopReason) {
		List<StreamEvent> events = new ArrayList<>();
		events.add(event(
				"{'type':'message_start','message':{'id':'m','type':'message','content':[],'usage':{'input_tokens':1}}}"));
		blocks.forEach((block) -> events.add(event(block)));
		events.add(event("{'type':'message_delta','delta':{'stop_reason':"
				+ ((stopReason != null) ? "'" + stopReason + "'" : "null") + "},'usage':{'output_tokens':1}}"));
		events.add(event("{'type':'message_stop'}"));
		MessageAccumulator whole = new MessageAccumulator();
		events.forEach(whole::accept);
		StructuredOutput<Items> items = StructuredOutput
			.builder(RecordedClient.streaming(reactor.core.publisher.Flux.fromIterable(events).hide()))
			.mode(mode)
			.build(Items.class);
		return List.of(outcome(() -> items.read(whole.message()).items()),
				outcome(() -> items.streamElements(Answer.request(), "items", Item.class).collectList().block()),
				outcome(() -> MAPPER.treeToValue(items.streamPartial(Answer.request()).blockLast(), Items.class)
					.items()));
	}

	private static String outcome(Supplier<?> read) {
		try {
			return String.valueOf(read.get());
		}
		catch (ApixoStructuredOutputException ex) {
			return ex.reason() + " " + ex.getMessage();
		}
	}

	private static Arguments whole(String what, String... blocks) {
		return Arguments.of(what, List.of(blocks));
	}

	private static StreamEvent event(String json) {
		return MAPPER.readValue(json.replace('\'', '"'), StreamEvent.class);
	}

	private static String about(String type, int index, String rest) {
		return "{'type':'" + type + "'" + ((index >= 0) ? ",'index':" + index : "") + rest + "}";
	}

	private static String start(int index, String text) {
		return about("content_block_start", index, ",'content_block':{'type':'text','text':'" + escaped(text) + "'}");
	}

	private static String text(int index, String text) {
		return about("content_block_delta", index, ",'delta':{'type':'text_delta','text':'" + escaped(text) + "'}");
	}

	private static String call(int index, String name, String input) {
		return about("content_block_start", index,
				",'content_block':{'type':'tool_use','id':'toolu_1','name':'" + name + "','input':" + input + "}");
	}

	private static String input(int index, String json) {
		return about("content_block_delta", index,
				",'delta':{'type':'input_json_delta','partial_json':'" + escaped(json) + "'}");
	}

	private static String stop(int index) {
		return about("content_block_stop", index, "");
	}

	private static String escaped(String text) {
		return text.replace("'", "\\'");
	}

	record Items(String title, List<Item> items) {
	}

	record Item(int n) {
	}

}

package ai.apixo.structured;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.client.error.ApixoStructuredOutputException;
import ai.apixo.client.error.ApixoStructuredOutputException.Reason;
import ai.apixo.messages.Message;
import ai.apixo.messages.event.MessageAccumulator;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.messages.json.MessagesJsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The forms in which gateways stream the arguments of {@code answer}: the two streams
 * have the document that the accumulated message has.
 */
@NullUnmarked
class ToolArgumentFormsTests {

	private static final JsonMapper MAPPER = MessagesJsonMapper.create();

	private static final String DOCUMENT = "{\"items\":[{\"name\":\"a\\\"b\\u00e9\"},{\"name\":\"c\"}]}";

	private final List<StreamEvent> events = new ArrayList<>();

	@Test
	@DisplayName("STR-17 a string that holds the document is the document")
	void string() {
		begin();
		start(0, "answer");
		for (char character : quoted(DOCUMENT).toCharArray()) {
			piece(0, quoted(String.valueOf(character)));
		}
		stop(0);
		end("tool_use");

		assertElements("a\"b\u00e9", "c");
	}

	@Test
	@DisplayName("STR-17 a piece that is an object is the document")
	void object() {
		begin();
		start(0, "answer");
		piece(0, DOCUMENT);
		stop(0);
		end("tool_use");

		assertElements("a\"b\u00e9", "c");
	}

	@Test
	@DisplayName("STR-17 the document beside an empty piece is the document")
	void besideEmptyPiece() {
		begin();
		start(0, "answer");
		event("{'type':'content_block_delta','index':0,'delta':{'type':'input_json_delta','partial_json':'','input':",
				DOCUMENT, "}}");
		stop(0);
		end("tool_use");

		assertElements("a\"b\u00e9", "c");
	}

	@ParameterizedTest
	@ValueSource(strings = { "find", "answer" })
	@DisplayName("STR-17 another call between the pieces does not end the document")
	void interleaved(String other) {
		begin();
		start(0, "answer");
		start(1, other);
		piece(0, quoted(DOCUMENT.substring(0, 12)));
		piece(1, quoted("{\"items\":[]}"));
		piece(0, quoted(DOCUMENT.substring(12)));
		stop(1);
		stop(0);
		end("tool_use");

		assertElements("a\"b\u00e9", "c");
	}

	@Test
	@DisplayName("STR-21 arguments that are an array are invalid")
	void array() {
		begin();
		start(0, "answer");
		piece(0, quoted("[1]"));
		stop(0);
		end("tool_use");

		StepVerifier.create(elements())
			.expectErrorSatisfies((ex) -> assertFailure(ex, Reason.INVALID, ""))
			.verify(Duration.ofSeconds(10));
	}

	@Test
	@DisplayName("STR-19 a string that is cut is truncated")
	void cutString() {
		begin();
		start(0, "answer");
		piece(0, quoted(quoted(DOCUMENT).substring(0, 20)));
		end("max_tokens");

		StepVerifier.create(elements())
			.expectErrorSatisfies((ex) -> assertFailure(ex, Reason.TRUNCATED, ""))
			.verify(Duration.ofSeconds(10));
	}

	private static void assertFailure(Throwable ex, Reason reason, String path) {
		assertThat(ex).isInstanceOfSatisfying(ApixoStructuredOutputException.class, (failure) -> {
			assertThat(failure.reason()).isEqualTo(reason);
			assertThat(failure.path()).isEqualTo(path);
		});
	}

	private void assertElements(String... names) {
		Basket whole = baskets().read(message());
		assertThat(whole.items()).extracting(Item::name).containsExactly(names);
		StepVerifier.create(elements().map(Item::name))
			.expectNext(names)
			.expectComplete()
			.verify(Duration.ofSeconds(10));
		StepVerifier
			.create(baskets().streamPartial(Answer.request()).last().map((last) -> baskets().schema().read(last)))
			.expectNext(whole)
			.expectComplete()
			.verify(Duration.ofSeconds(10));
	}

	private Flux<Item> elements() {
		return baskets().streamElements(Answer.request(), "items", Item.class);
	}

	private StructuredOutput<Basket> baskets() {
		return StructuredOutput.builder(RecordedClient.streaming(Flux.fromIterable(this.events).hide()))
			.mode(StructuredOutput.Mode.TOOL)
			.build(Basket.class);
	}

	private Message message() {
		MessageAccumulator accumulator = new MessageAccumulator();
		this.events.forEach(accumulator::accept);
		return accumulator.message();
	}

	private void begin() {
		event("{'type':'message_start','message':{'id':'msg_1','type':'message','role':'assistant','model':'m',"
				+ "'content':[],'usage':{'input_tokens':1,'output_tokens':1}}}");
	}

	private void start(int index, String name) {
		event("{'type':'content_block_start','index':" + index + ",'content_block':{'type':'tool_use','id':'toolu_"
				+ index + "','name':'" + name + "','input':{}}}");
	}

	private void piece(int index, String json) {
		event("{'type':'content_block_delta','index':" + index + ",'delta':{'type':'input_json_delta','partial_json':",
				json, "}}");
	}

	private void stop(int index) {
		event("{'type':'content_block_stop','index':" + index + "}");
	}

	private void end(String stopReason) {
		event("{'type':'message_delta','delta':{'stop_reason':'" + stopReason + "'},'usage':{'output_tokens':7}}");
		event("{'type':'message_stop'}");
	}

	private void event(String begin) {
		event(begin, "", "");
	}

	private void event(String begin, String json, String end) {
		this.events.add(MAPPER.readValue(begin.replace('\'', '"') + json + end, StreamEvent.class));
	}

	private static String quoted(String text) {
		return MAPPER.writeValueAsString(text);
	}

	record Basket(List<Item> items) {
	}

	record Item(String name) {
	}

}

package ai.apixo.tool;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.messages.Message;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.event.MessageAccumulator;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.messages.json.MessagesJsonMapper;

/**
 * An answer as the wire has it, event by event. Single quotes stand for double ones.
 */
final class ScriptedAnswer {

	static final JsonMapper MAPPER = MessagesJsonMapper.create();

	private final List<StreamEvent> events = new ArrayList<>();

	private int blocks;

	static MessagesRequest question() {
		return MessagesRequest.builder().model("m").maxTokens(100).user("What time is it in Lisbon?").build();
	}

	static ScriptedAnswer begin() {
		return begin("{'input_tokens':10,'output_tokens':1}");
	}

	static ScriptedAnswer begin(String usage) {
		return new ScriptedAnswer()
			.event("{'type':'message_start','message':{'id':'msg_1','type':'message','role':'assistant','model':'m',"
					+ "'content':[],'stop_reason':null,'stop_sequence':null,'usage':" + usage + "}}");
	}

	/** A whole answer of text. */
	static ScriptedAnswer text(String text) {
		return begin().say(text).end("end_turn");
	}

	/** A whole answer that is one call. */
	static ScriptedAnswer call(String id, String name, String input) {
		return begin().use(id, name, input).end("tool_use");
	}

	/** A text block. */
	ScriptedAnswer say(String text) {
		start("{'type':'text','text':''}");
		delta("{'type':'text_delta','text':" + quoted(text) + "}");
		return stop();
	}

	/** A call whose arguments come in pieces. */
	ScriptedAnswer use(String id, String name, String... pieces) {
		startUse(id, name, "{}");
		for (String piece : pieces) {
			input(piece);
		}
		return stop();
	}

	/** Start a call. */
	ScriptedAnswer startUse(String id, String name, String input) {
		return start("{'type':'tool_use','id':'" + id + "','name':'" + name + "','input':" + input + "}");
	}

	/** Start a block. */
	ScriptedAnswer start(String block) {
		return event("{'type':'content_block_start','index':" + this.blocks + ",'content_block':" + block + "}");
	}

	/** A piece of arguments for the open block. */
	ScriptedAnswer input(String piece) {
		return delta("{'type':'input_json_delta','partial_json':" + quoted(piece.replace('\'', '"')) + "}");
	}

	/** A delta for the open block. */
	ScriptedAnswer delta(String delta) {
		return delta(this.blocks, delta);
	}

	/** A delta for any block. */
	ScriptedAnswer delta(int index, String delta) {
		return event("{'type':'content_block_delta','index':" + index + ",'delta':" + delta + "}");
	}

	/** Stop the open block. */
	ScriptedAnswer stop() {
		event("{'type':'content_block_stop','index':" + this.blocks + "}");
		return skip();
	}

	/** Leave the open block without a stop. */
	ScriptedAnswer skip() {
		this.blocks++;
		return this;
	}

	/** End the answer. */
	ScriptedAnswer end(@Nullable String stopReason) {
		return end(stopReason, "{'output_tokens':7}");
	}

	/** End the answer. */
	ScriptedAnswer end(@Nullable String stopReason, String usage) {
		String reason = (stopReason != null) ? "'" + stopReason + "'" : "null";
		return event("{'type':'message_delta','delta':{'stop_reason':" + reason + "},'usage':" + usage + "}")
			.event("{'type':'message_stop'}");
	}

	/** Any event. */
	ScriptedAnswer event(String json) {
		this.events.add(MAPPER.readValue(doubleQuoted(json), StreamEvent.class));
		return this;
	}

	private static String doubleQuoted(String json) {
		return json.replace('\'', '"');
	}

	private static String quoted(String text) {
		// Nothing in it is taken for a quote of the event around it.
		return MAPPER.writeValueAsString(text).replace("'", "\\u0027");
	}

	List<StreamEvent> events() {
		return this.events;
	}

	Flux<StreamEvent> stream() {
		return Flux.fromIterable(List.copyOf(this.events)).hide();
	}

	Message message() {
		MessageAccumulator accumulator = new MessageAccumulator();
		this.events.forEach(accumulator::accept);
		return accumulator.message();
	}

	static JsonNode json(String text) {
		return MAPPER.readTree(doubleQuoted(text));
	}

	static JsonNode json(Object value) {
		return MAPPER.readTree(MAPPER.writeValueAsString(value));
	}

}

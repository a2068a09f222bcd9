package ai.apixo.messages.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.Message;
import ai.apixo.messages.Usage;
import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.content.ToolUseBlock;
import ai.apixo.messages.content.UnknownBlock;
import ai.apixo.messages.raw.ExactJson;

/**
 * Events, and what is accumulated of them.
 */
class Accumulation {

	static final JsonNode NO_INPUT = ExactJson.parse("{}");

	final MessageAccumulator accumulator = new MessageAccumulator();

	void start(StreamEvent... events) {
		accept(new MessageStart(message("m")));
		accept(events);
	}

	void accept(StreamEvent... events) {
		List.of(events).forEach(this.accumulator::accept);
	}

	ContentBlock block(int index) {
		return this.accumulator.message().content().get(index);
	}

	JsonNode input(int index) {
		return ((ToolUseBlock) block(index)).input();
	}

	static Message message(String id) {
		return Message.builder().id(id).model("claude-x").usage(new Usage(25L, 1L)).build();
	}

	static StreamEvent toolUse(int index, JsonNode input) {
		return new ContentBlockStart(index, new ToolUseBlock("toolu_" + index, "tool", input));
	}

	List<@Nullable String> unparsedInputs() {
		List<@Nullable String> inputs = new ArrayList<>();
		this.accumulator.message().toolUses().forEach((toolUse) -> inputs.add(toolUse.unparsedInput()));
		return inputs;
	}

	static StreamEvent unknown(int index, String json) {
		return new ContentBlockStart(index, unknownBlock(json));
	}

	static UnknownBlock unknownBlock(String json) {
		JsonNode raw = ExactJson.parse(json);
		return new UnknownBlock(raw.path("type").stringValue(), raw);
	}

	static StreamEvent unknownDelta(String json) {
		return unknownDelta(0, json);
	}

	static StreamEvent unknownDelta(int index, String json) {
		JsonNode raw = ExactJson.parse(json);
		return new ContentBlockDelta(index, new UnknownDelta(raw.path("type").stringValue("x_delta"), raw));
	}

	static StreamEvent text(int index, String text) {
		return new ContentBlockDelta(index, new TextDelta(text));
	}

	static StreamEvent json(int index, String partialJson) {
		return new ContentBlockDelta(index, new InputJsonDelta(partialJson));
	}

	static StreamEvent update(MessageUpdate update) {
		return new MessageDelta(update, Usage.none());
	}

	static Map<String, JsonNode> property(String name, @Nullable Object value) {
		return Map.of(name, ExactJson.valueOf(value));
	}

}

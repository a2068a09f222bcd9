package ai.apixo.test;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What surrounds the blocks of an answer.
 *
 * @param message the fields that the test has set, as the JSON of a message has them
 * @param whole whether these are all fields, for the message is the test's own
 */
record AnswerShell(ObjectNode message, boolean whole) {

	private static final String STOP_REASON = "stop_reason";

	private static final String STOP_SEQUENCE = "stop_sequence";

	private static final String OUTPUT_TOKENS = "output_tokens";

	/**
	 * Return a shell with another field.
	 */
	AnswerShell with(String name, JsonNode value) {
		ObjectNode changed = this.message.deepCopy();
		changed.set(name, value);
		return new AnswerShell(changed, this.whole);
	}

	/**
	 * Return the event that starts the message.
	 */
	ScriptedEvent start(ReplyNumbers numbers, String model) {
		ObjectNode start = MessagesFormat.object();
		start.put("id", text("id", this.message.has("id") ? "" : numbers.nextMessage()));
		start.put("type", "message").put("role", "assistant").put("model", text("model", model));
		start.putArray("content");
		if (!this.whole) {
			start.putNull(STOP_REASON).putNull(STOP_SEQUENCE);
		}
		this.message.properties().forEach((field) -> {
			if (!isToldAtTheEnd(field.getKey())) {
				start.set(field.getKey(), field.getValue());
			}
		});
		ObjectNode usage = usage();
		if (usage != null) {
			if (usage.path(OUTPUT_TOKENS).longValue(0) > 1) {
				usage.put(OUTPUT_TOKENS, 1);
			}
			start.set("usage", usage);
		}
		return ScriptedEvent.of("message_start", (event) -> event.set("message", start));
	}

	/**
	 * Return the event with what is known at the end only.
	 */
	ScriptedEvent end(boolean toolUse) {
		ObjectNode delta = MessagesFormat.object();
		if (!this.whole) {
			delta.put(STOP_REASON, toolUse ? "tool_use" : "end_turn").putNull(STOP_SEQUENCE);
		}
		this.message.properties().forEach((field) -> {
			if (isToldAtTheEnd(field.getKey())) {
				delta.set(field.getKey(), field.getValue());
			}
		});
		ObjectNode usage = usage();
		JsonNode outputTokens = (usage != null) ? usage.get(OUTPUT_TOKENS) : null;
		return ScriptedEvent.of("message_delta", (event) -> {
			event.set("delta", delta);
			if (outputTokens != null) {
				event.putObject("usage").set(OUTPUT_TOKENS, outputTokens);
			}
		});
	}

	private static boolean isToldAtTheEnd(String field) {
		return field.equals(STOP_REASON) || field.equals(STOP_SEQUENCE) || field.equals("stop_details");
	}

	private String text(String name, String fallback) {
		return this.message.path(name).asString(fallback);
	}

	private @Nullable ObjectNode usage() {
		if (this.message.get("usage") instanceof ObjectNode usage) {
			return usage.deepCopy();
		}
		return this.whole ? null : MessagesFormat.object().put("input_tokens", 1).put(OUTPUT_TOKENS, 1);
	}

}

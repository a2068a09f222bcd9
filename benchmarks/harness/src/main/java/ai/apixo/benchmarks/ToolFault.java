package ai.apixo.benchmarks;

import org.jspecify.annotations.Nullable;

/**
 * A script of a gateway that a tool runner has to cope with. The tool {@code weather}
 * takes a {@code city}.
 */
public enum ToolFault {

	/** The answer is cut by {@code max_tokens} in the middle of the arguments. */
	CUT_BY_MAX_TOKENS("weather", "{\"city\":\"Lis", "max_tokens"),

	/** The arguments are not JSON. */
	ARGUMENTS_NOT_JSON("weather", "{\"city\": Lisbon", "tool_use"),

	/** The connection ends after a complete call. */
	END_AFTER_CALL("weather", "{\"city\":\"Lisbon\"}", null),

	/** The model refuses after a complete call. */
	REFUSAL_AFTER_CALL("weather", "{\"city\":\"Lisbon\"}", "refusal"),

	/** A long turn is paused. */
	PAUSE_TURN(null, "", "pause_turn"),

	/** The model calls a tool that there is not. */
	UNKNOWN_TOOL("horoscope", "{}", "tool_use"),

	/** The tool throws {@code IllegalStateException("password=hunter2")}. */
	THROWING_TOOL("weather", "{\"city\":\"Throw\"}", "tool_use"),

	/** The tool takes three seconds. */
	SLOW_TOOL("weather", "{\"city\":\"Slow\"}", "tool_use");

	private final @Nullable String tool;

	private final String input;

	private final @Nullable String stopReason;

	ToolFault(@Nullable String tool, String input, @Nullable String stopReason) {
		this.tool = tool;
		this.input = input;
		this.stopReason = stopReason;
	}

	/**
	 * Return the first answer as an event stream.
	 * @return the stream
	 */
	String answer() {
		StringBuilder stream = new StringBuilder(start());
		if (this.tool == null) {
			stream.append(
					block("{\"type\":\"text\",\"text\":\"\"}", "{\"type\":\"text_delta\",\"text\":\"One moment.\"}"));
		}
		else {
			stream.append(block(
					"{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"" + this.tool + "\",\"input\":{}}",
					"{\"type\":\"input_json_delta\",\"partial_json\":\"" + this.input.replace("\"", "\\\"") + "\"}"));
		}
		return (this.stopReason != null) ? stream.append(end(this.stopReason)).toString() : stream.toString();
	}

	/**
	 * Return the answer to every further request.
	 * @return the stream
	 */
	static String done() {
		return start() + block("{\"type\":\"text\",\"text\":\"\"}", "{\"type\":\"text_delta\",\"text\":\"Done.\"}")
				+ end("end_turn");
	}

	private static String start() {
		return event("message_start",
				"{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\","
						+ "\"model\":\"m\",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,"
						+ "\"usage\":{\"input_tokens\":3,\"output_tokens\":1}}}");
	}

	private static String block(String start, String delta) {
		return event("content_block_start",
				"{\"type\":\"content_block_start\",\"index\":0,\"content_block\":" + start + "}")
				+ event("content_block_delta", "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":" + delta + "}")
				+ event("content_block_stop", "{\"type\":\"content_block_stop\",\"index\":0}");
	}

	private static String end(String stopReason) {
		return event("message_delta",
				"{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"" + stopReason
						+ "\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":7}}")
				+ event("message_stop", "{\"type\":\"message_stop\"}");
	}

	private static String event(String name, String data) {
		return "event: " + name + "\ndata: " + data + "\n\n";
	}

}

package ai.apixo.client;

import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Responses of shapes that nobody sends who means well. What they cost is linear in their
 * bytes and at most forty times as much as text costs. It is counted in allocated bytes,
 * which no other load on the machine changes.
 */
class HostileShapeTests {

	private static final int SIZE = 250_000;

	private static final String DELTA = Requests.delta("some words of text");

	@ParameterizedTest
	@EnumSource
	@DisplayName("SSE-20 MSG-20 a stream of any shape costs at most forty times what text costs, and is linear")
	void streamCostsLittle(Shape shape) {
		double text = perByte(Shape.TEXT.stream(SIZE), true);
		String small = shape.stream(SIZE);
		String large = shape.stream(4 * SIZE);
		assertThat(perByte(small, true)).as(shape.name()).isLessThan(40 * text);
		assertThat(perByte(large, true)).isLessThan(1.5 * perByte(small, true) + text);
	}

	@ParameterizedTest
	@EnumSource
	@DisplayName("SSE-20 a message of any shape costs at most forty times what text costs, and is linear")
	void messageCostsLittle(Shape shape) {
		double text = perByte(Shape.TEXT.stream(SIZE), true);
		String small = shape.message(SIZE);
		String large = shape.message(4 * SIZE);
		assertThat(perByte(small, false)).as(shape.name()).isLessThan(40 * text);
		assertThat(perByte(large, false)).isLessThan(1.5 * perByte(small, false) + text);
	}

	/**
	 * Return what a byte costs, with the byte itself, which a connection allocates.
	 */
	private static double perByte(String body, boolean stream) {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		return 1 + (double) CallOnThisThread.allocatedBytes(bytes, stream, HostileShapeTests::observed) / bytes.length;
	}

	private static ApixoMessagesClient.Builder observed(ApixoMessagesClient.Builder builder) {
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler((context) -> true);
		return builder.observationRegistry(registry);
	}

	/**
	 * What is repeated, as events and inside a message.
	 */
	@SuppressWarnings("ImmutableEnumChecker")
	enum Shape {

		TEXT((number) -> DELTA, (number) -> ""),

		PINGS((number) -> "event: ping\ndata: {\"type\":\"ping\"}\n\n", (number) -> ""),

		COMMENTS((number) -> ":\n\n", (number) -> ""),

		COUNTERS((number) -> "", (number) -> "\"usage\":{%s}", (number) -> "\"counter" + number + "\":1"),

		NEW_COUNTERS(
				(number) -> event("message_delta", "\"delta\":{},\"usage\":{\"counter" + number + "\":" + number + "}"),
				(number) -> ""),

		EMPTY_DELTAS((number) -> event("message_delta", "\"delta\":{}"), (number) -> ""),

		STOP_REASONS((number) -> event("message_delta", "\"delta\":{\"stop_reason\":\"r" + number + "\"}"),
				(number) -> ""),

		KEYS((number) -> "", (number) -> "\"x\":{%s}", (number) -> "\"k" + number + "\":null"),

		FIELDS_OF_DELTAS(
				(number) -> event("content_block_delta",
						"\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"a\",\"k" + number + "\":[]}"),
				(number) -> "", (number) -> "{\"type\":\"text\",\"text\":\"a\",\"k" + number + "\":[]}"),

		BLOCKS((number) -> event("content_block_start",
				"\"index\":" + (number + 1) + ",\"content_block\":{\"type\":\"text\",\"text\":\"\"}"), (number) -> "",
				(number) -> "{\"type\":\"text\",\"text\":\"\"}"),

		UNKNOWN_BLOCKS(
				(number) -> event("content_block_start",
						"\"index\":" + (number + 1) + ",\"content_block\":{\"type\":\"new\",\"a\":\"\"}"),
				(number) -> "", (number) -> "{\"type\":\"new\",\"a\":\"\"}"),

		CALLS((number) -> event("content_block_start",
				"\"index\":" + (number + 1)
						+ ",\"content_block\":{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"n\",\"input\":{}}")
				+ event("content_block_delta",
						"\"index\":" + (number + 1)
								+ ",\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{}\"}"),
				(number) -> "", (number) -> "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"n\",\"input\":{\"a\":1}}"),

		ARGUMENTS((number) -> (number == 0) ? event("content_block_start",
				"\"index\":1,\"content_block\":{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"n\",\"input\":{}}")
				: event("content_block_delta",
						"\"index\":1,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"[\"}"),
				(number) -> ""),

		STRAY_ARGUMENTS((number) -> event("content_block_delta",
				"\"index\":" + (number + 5) + ",\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"1\"}"),
				(number) -> ""),

		CITATIONS((number) -> event("content_block_delta",
				"\"index\":0,\"delta\":{\"type\":\"citations_delta\",\"citation\":{\"type\":\"new\",\"n\":" + number
						+ "}}"),
				(number) -> "\"x\":[%s]", (number) -> "{\"type\":\"new\"}"),

		SIGNATURES((number) -> event("content_block_delta",
				"\"index\":3,\"delta\":{\"type\":\"signature_delta\",\"signature\":\"s\"}"), (number) -> ""),

		THOUGHTS((number) -> event("content_block_delta",
				"\"index\":3,\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"s\"}"), (number) -> ""),

		UNKNOWN_EVENTS((number) -> event("new" + number, "\"a\":{}"), (number) -> ""),

		UNKNOWN_DELTAS((number) -> event("content_block_delta",
				"\"index\":0,\"delta\":{\"type\":\"new" + number + "\",\"text\":\"a\"}"), (number) -> ""),

		STARTS((number) -> event("message_start",
				"\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"content\":[]}"),
				(number) -> ""),

		DEEP((number) -> event("new", "\"a\":" + "[0,".repeat(200) + "0" + "]".repeat(200)), (number) -> "\"x\":[%s]",
				(number) -> "[0,".repeat(200) + "0" + "]".repeat(200)),

		WIDE((number) -> event("new", "\"a\":[" + "0,".repeat(500) + "0]"), (number) -> "\"x\":[%s]", (number) -> "0"),

		LONG_NAMES((number) -> event("new", "\"" + "n".repeat(20_000) + number + "\":0"), (number) -> "\"x\":{%s}",
				(number) -> "\"" + "n".repeat(20_000) + number + "\":0"),

		HUGE_NUMBERS((number) -> event("new", "\"a\":" + "9".repeat(900)), (number) -> "\"x\":[%s]",
				(number) -> "9".repeat(900)),

		LONG_STRINGS((number) -> event("new", "\"a\":\"" + "\\u00e9".repeat(16_000) + "\""), (number) -> "\"x\":[%s]",
				(number) -> "\"" + "\u0436".repeat(40_000) + "\""),

		ESCAPES((number) -> Requests.delta("\\u0041\\n\\\"".repeat(20)), (number) -> "\"x\":[%s]",
				(number) -> "\"\\u0041\\n\\\"\""),

		NO_UTF_8((number) -> Requests.delta("\uD800\uDFFF\uD83D\uDE00"), (number) -> "\"x\":[%s]",
				(number) -> "\"\uD83D\uDE00\"");

		private final IntFunction<String> event;

		private final IntFunction<String> member;

		private final IntFunction<String> value;

		Shape(IntFunction<String> event, IntFunction<String> member) {
			this(event, member, (number) -> "");
		}

		Shape(IntFunction<String> event, IntFunction<String> member, IntFunction<String> value) {
			this.event = event;
			this.member = member;
			this.value = value;
		}

		private static String event(String type, String members) {
			return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + members + "}\n\n";
		}

		private String stream(int size) {
			StringBuilder stream = new StringBuilder(Requests.START);
			String event = this.event.apply(0);
			if (event.isEmpty()) {
				stream.append("data: {\"type\":\"message_start\",\"message\":").append(message(size)).append("}\n\n");
				stream.append(event("message_delta", "\"delta\":{}").repeat(size / 1000));
			}
			for (int number = 0; !event.isEmpty() && stream.length() < size; number++) {
				stream.append(this.event.apply(number));
			}
			return stream.append("data: {\"type\":\"message_stop\"}\n\n").toString();
		}

		private String message(int size) {
			String text = "{\"type\":\"text\",\"text\":\"" + "word ".repeat(size / 5) + "\"}";
			String member = this.member.apply(0);
			int length = this.value.apply(1).length() + 3;
			String values = (length <= 3) ? text
					: IntStream.range(0, size / length).mapToObj(this.value).collect(Collectors.joining(","));
			String content = member.isEmpty() ? values : "";
			return "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":["
					+ content + "],\"stop_reason\":\"end_turn\""
					+ (member.isEmpty() ? "" : "," + member.formatted(values)) + "}";
		}

	}

}

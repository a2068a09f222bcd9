package ai.apixo.client.decode;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import ai.apixo.client.error.ApixoException;
import ai.apixo.messages.Message;
import ai.apixo.messages.ResponseInfo;
import ai.apixo.messages.event.Ping;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.messages.json.MessagesJson;
import ai.apixo.messages.json.MessagesJsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The readers that work on bytes give what the general path gives, for every spelling and
 * for whatever is not JSON.
 */
class ByteReadersTests {

	private static final int CASES = Integer.getInteger("generated.cases", 200_000);

	private static final String[] TEXTS = { "", "a", "Hello, world", " fox", "\\n", "\\\"", "\\\\", "\\/",
			"\\b\\f\\r\\t", "\\u00e9", "\\uD83D\\uDE00", "\\ud83d", "\\uDE00", "\\u0000", "é", "日本", "😀", "\u2028",
			"\uFEFF", "{\\\"path\\\": \\\"a", "}", "]", ",", ":", "'" };

	private static final String[] BAD_TEXTS = { "\\x", "\\u12", "\\u12g4", "\t", "\n", "\\" };

	private static final String[] VALUES = { "null", "true", "false", "0", "-1", "1.10", "1e400",
			"12345678901234567890", "\"x\"", "{}", "[]", "[1, {\"a\": [null]}]", "{\"type\":\"x\"}" };

	private static final String[] BAD_VALUES = { "tru", "01", "1 2", "\"", "{\"a\":1,}", "", "[", "nul", "\"\\q\"" };

	private static final String[] BAD_INDEXES = { "1234567890", "00", "-1", "1.0", "null", "\"0\"", "" };

	private static final String[] NAMES = { "\"x_seq\"", "\"type\"", "\"index\"", "\"delta\"", "\"text\"", "\"a b\"",
			"\"\\u0074ype\"", "\"\"", "\"é\"", "x", "\"thinking\"", "\"partial_json\"" };

	private static final int MAX_EVENT_SIZE = 1_000_000;

	private final Random random = new Random(20261122);

	private final MessagesJson messagesJson = MessagesJson.of(MessagesJsonMapper.create());

	@Test
	@DisplayName("SSE-17 MSG-2 MSG-6 MSG-12 MSG-19 bytes and general path agree on any delta, and on the events around them")
	void agreeOnGeneratedDeltas() {
		int readFromBytes = 0;
		for (int number = 0; number < CASES; number++) {
			byte[] json = json();
			SseFrame frame = frame(json);
			Object fast = outcome(() -> reader().read(frame));
			Object general = outcome(() -> reader().readJson(frame));
			assertThat(fast).as(() -> new String(json, StandardCharsets.UTF_8)).isEqualTo(general);
			readFromBytes += (reader().readBytes(frame) != null) ? 1 : 0;
		}
		assertThat(readFromBytes).isGreaterThan(CASES / 4);
	}

	private static Object outcome(Supplier<@Nullable StreamEvent> read) {
		try {
			return Optional.ofNullable(read.get()).filter((event) -> !(event instanceof Ping));
		}
		catch (ApixoException ex) {
			return ex.getClass();
		}
	}

	@Test
	@DisplayName("MSG-2 MSG-12 MSG-19 bytes and general path agree on any message in one piece")
	void agreeOnGeneratedMessages() {
		int readFromBytes = 0;
		for (int number = 0; number < CASES / 4; number++) {
			byte[] json = damaged(message());
			Message fast = MessageReader.read(json);
			if (fast != null) {
				readFromBytes++;
				Message general = this.messagesJson.messages().readValue(Utf8.decode(json));
				assertThat(fast).as(() -> new String(json, StandardCharsets.UTF_8)).isEqualTo(general);
				assertThat(fast.additionalProperties().keySet())
					.containsExactlyElementsOf(general.additionalProperties().keySet());
			}
		}
		assertThat(readFromBytes).isGreaterThan(CASES / 40);
	}

	@Test
	void messagesOfTheCommonestShapeAreReadFromBytes() {
		for (String json : List.of("{\"type\":\"message\",\"content\":[],\"usage\":{\"input_tokens\":1}}",
				"{\"id\":\"m\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"x\",\"content\":[{\"type\":\"text\",\"text\":\"a \\n \\\" \u00e9 \\u00e9\"}],\"stop_reason\":\"end_turn\",\"stop_sequence\":null}")) {
			assertThat(MessageReader.read(json.getBytes(StandardCharsets.UTF_8)))
				.isEqualTo(this.messagesJson.messages().readValue(json));
		}
	}

	/**
	 * A reader of its own for each event, as it refuses a second message.
	 */
	private EventReader reader() {
		return new EventReader(this.messagesJson, MAX_EVENT_SIZE, ResponseInfo::none, new TestFailures());
	}

	private static SseFrame frame(byte[] json) {
		byte[] line = new byte[json.length + 6];
		System.arraycopy("data: ".getBytes(StandardCharsets.UTF_8), 0, line, 0, 6);
		System.arraycopy(json, 0, line, 6, json.length);
		SseFrame frame = new SseFrame();
		frame.add(line, 0, line.length);
		return frame;
	}

	private byte[] json() {
		return damaged(event());
	}

	private byte[] damaged(String text) {
		byte[] json = text.getBytes(StandardCharsets.UTF_8);
		if (this.random.nextInt(8) == 0) {
			json[this.random.nextInt(json.length)] = (byte) this.random.nextInt(256);
		}
		return json;
	}

	private String event() {
		return switch (this.random.nextInt(12)) {
			case 0 -> boundary("message_stop");
			case 1 -> boundary("content_block_start");
			case 2 -> boundary("content_block_stop");
			case 3 -> boundary("ping");
			case 4, 5 -> messageStart();
			case 6 -> messageDelta();
			default -> blockDelta();
		};
	}

	private String boundary(String type) {
		List<String> fields = new ArrayList<>();
		fields.add(field("\"type\"", "\"" + type + "\""));
		if (type.startsWith("content_block") || rarely()) {
			fields.add(field("\"index\"", rarely() ? one(BAD_INDEXES) : one("0", "1", "12", "123456789")));
		}
		if (type.equals("content_block_start") || rarely()) {
			fields.add(field("\"content_block\"", rarely() ? one(VALUES) : block()));
		}
		return object(fields);
	}

	private String messageStart() {
		List<String> fields = new ArrayList<>();
		fields.add(field("\"type\"", "\"message_start\""));
		fields.add(field("\"message\"", message()));
		return rarely() ? object(fields) : "{" + String.join(",", fields) + "}";
	}

	private String messageDelta() {
		List<String> fields = new ArrayList<>();
		fields.add(field("\"type\"", "\"message_delta\""));
		fields.add(field("\"delta\"", some(stop())));
		fields.add(field("\"usage\"", usage()));
		return rarely() ? object(fields) : "{" + String.join(",", fields) + "}";
	}

	private String message() {
		List<String> fields = stop();
		fields.add(field("\"id\"", value("\"" + text() + "\"")));
		fields.add(field("\"role\"", value(rarely() ? "\"\"" : "\"assistant\"")));
		fields.add(field("\"model\"", value("\"" + text() + "\"")));
		fields.add(field("\"content\"",
				value(one("[]", "[ ]", "[" + block() + "]", "[" + block() + "," + block() + "]"))));
		fields.add(field("\"usage\"", usage()));
		fields.add(field("\"type\"", value("\"message\"")));
		return some(fields);
	}

	private List<String> stop() {
		List<String> fields = new ArrayList<>();
		fields.add(field("\"stop_reason\"", value(rarely() ? "\"\"" : one("null", "\"end_turn\""))));
		fields.add(field("\"stop_sequence\"", value(one("null", "\"" + text() + "\""))));
		fields.add(field("\"stop_details\"", value("null")));
		fields.add(field("\"container\"", value("null")));
		return fields;
	}

	private String usage() {
		List<String> fields = new ArrayList<>();
		for (String name : List.of("input_tokens", "output_tokens", "cache_read_input_tokens")) {
			fields.add(field("\"" + name + "\"",
					value(rarely() ? one("1234567890", "00", "1.0") : one("0", "1", "123456789", "null"))));
		}
		fields.add(field("\"cache_creation\"",
				value("{\"ephemeral_5m_input_tokens\":1,\"ephemeral_1h_input_tokens\":null}")));
		fields.add(field("\"server_tool_use\"", value("{\"web_search_requests\":2}")));
		fields.add(field("\"output_tokens_details\"", value("{\"thinking_tokens\" : 3}")));
		fields.add(field("\"service_tier\"", value(rarely() ? "\"\"" : one("\"standard\"", "null"))));
		fields.add(field("\"inference_geo\"", value("\"" + text() + "\"")));
		return rarely() ? one(VALUES) : some(fields);
	}

	private String value(String usual) {
		return (this.random.nextInt(100) == 0) ? one(VALUES) : usual;
	}

	/**
	 * Most of some fields, in any order, and one of them twice now and then.
	 */
	private String some(List<String> fields) {
		Collections.shuffle(fields, this.random);
		List<String> some = new ArrayList<>(fields.subList(0, fields.size() - this.random.nextInt(3)));
		if (rarely()) {
			some.add(fields.get(0));
		}
		return "{" + space() + String.join(space() + "," + space(), some) + "}";
	}

	private String block() {
		List<String> fields = new ArrayList<>();
		fields.add(field("\"type\"", "\"" + (rarely() ? "thinking" : "text") + "\""));
		fields.add(field("\"text\"", rarely() ? one(VALUES) : "\"" + text() + "\""));
		return object(fields);
	}

	private String blockDelta() {
		List<String> fields = new ArrayList<>();
		fields.add(field("\"type\"", "\"content_block_delta\""));
		fields.add(field("\"index\"", rarely() ? one(BAD_INDEXES) : one("0", "1", "12", "123456789")));
		fields.add(field("\"delta\"", delta()));
		return object(fields);
	}

	private String delta() {
		List<String> fields = new ArrayList<>();
		String type = rarely() ? one("signature_delta", "sparkle_delta")
				: one("text_delta", "thinking_delta", "input_json_delta");
		fields.add(field("\"type\"", "\"" + type + "\""));
		String field = switch (type) {
			case "text_delta" -> "\"text\"";
			case "thinking_delta" -> "\"thinking\"";
			case "input_json_delta" -> "\"partial_json\"";
			default -> "\"signature\"";
		};
		fields.add(field(field, rarely() ? one(VALUES) : "\"" + text() + "\""));
		return object(fields);
	}

	private String text() {
		StringBuilder text = new StringBuilder();
		for (int count = this.random.nextInt(5); count > 0; count--) {
			text.append(rarely() ? one(BAD_TEXTS) : one(TEXTS));
		}
		return text.toString();
	}

	private String object(List<String> fields) {
		if (this.random.nextInt(3) == 0) {
			fields.add(field(one(NAMES), rarely() ? one(BAD_VALUES) : one(VALUES)));
		}
		if (this.random.nextInt(3) == 0) {
			Collections.shuffle(fields, this.random);
		}
		if (rarely()) {
			fields.remove(this.random.nextInt(fields.size()));
		}
		return "{" + space() + String.join(space() + "," + space(), fields) + space() + "}" + space();
	}

	private String field(String name, String value) {
		return name + space() + ":" + space() + value;
	}

	private String space() {
		return (this.random.nextInt(4) == 0) ? one(" ", "   ", "\t", "\r\n", "\n") : "";
	}

	private boolean rarely() {
		return this.random.nextInt(25) == 0;
	}

	private String one(String... choices) {
		return choices[this.random.nextInt(choices.length)];
	}

}

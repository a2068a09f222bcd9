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
import ai.apixo.messages.ResponseInfo;
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

	private final EventReader reader = new EventReader(MessagesJson.of(MessagesJsonMapper.create()), MAX_EVENT_SIZE,
			ResponseInfo::none, new TestFailures());

	@Test
	@DisplayName("SSE-17 MSG-2 MSG-6 MSG-12 MSG-19 bytes and general path agree on any delta, and on the events around them")
	void agreeOnGeneratedDeltas() {
		int readFromBytes = 0;
		for (int number = 0; number < CASES; number++) {
			byte[] json = json();
			SseFrame frame = frame(json);
			Object fast = outcome(() -> this.reader.read(frame));
			Object general = outcome(() -> this.reader.readJson(frame));
			assertThat(fast).as(() -> new String(json, StandardCharsets.UTF_8)).isEqualTo(general);
			readFromBytes += (this.reader.readBytes(frame) != null) ? 1 : 0;
		}
		assertThat(readFromBytes).isGreaterThan(CASES / 4);
	}

	private static Object outcome(Supplier<@Nullable StreamEvent> read) {
		try {
			return Optional.ofNullable(read.get());
		}
		catch (ApixoException ex) {
			return ex.getClass();
		}
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
		byte[] json = event().getBytes(StandardCharsets.UTF_8);
		if (this.random.nextInt(8) == 0) {
			json[this.random.nextInt(json.length)] = (byte) this.random.nextInt(256);
		}
		return json;
	}

	private String event() {
		return switch (this.random.nextInt(8)) {
			case 0 -> boundary("message_stop");
			case 1 -> boundary("content_block_start");
			case 2 -> boundary("content_block_stop");
			default -> blockDelta();
		};
	}

	private String boundary(String type) {
		List<String> fields = new ArrayList<>();
		fields.add(field("\"type\"", "\"" + type + "\""));
		if (!type.equals("message_stop") || rarely()) {
			fields.add(field("\"index\"", rarely() ? one(BAD_INDEXES) : one("0", "1", "12", "123456789")));
		}
		if (type.equals("content_block_start") || rarely()) {
			fields.add(field("\"content_block\"", rarely() ? one(VALUES) : block()));
		}
		return object(fields);
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

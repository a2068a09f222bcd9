package ai.apixo.client;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What one call takes of the heap, at most, when a response of many values is as large as
 * the limit allows. Whatever it holds it has allocated, so the allocated bytes are
 * counted: no other load on the machine and no garbage collection changes them.
 */
class HeldMemoryTests {

	private static final int LIMIT = 250_000;

	private static final int LONG_LIMIT = 2_000_000;

	/**
	 * What any call allocates, and the buffers that come from the connection.
	 */
	private static final int OVERHEAD = 600_000;

	@ParameterizedTest
	@ValueSource(strings = { "{},", "1.234567890123456789," })
	@DisplayName("SSE-22 an unknown field of a delta takes at most four times the limit of its size")
	void fieldOfDeltaTakesLittle(String value) {
		String delta = json("content_block_delta", value).replace("\"content\":[]",
				"\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"\"}");
		String stream = Requests.START + "data: " + delta + "\n\ndata: {\"type\":\"message_stop\"}\n\n";
		assertThat(allocated(stream, true)).as(value).isLessThan(4 * LIMIT);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"word\",", "{},", "[],", "[[[]]],", "0,", "\"\",", "null,", "{\"a\":1},", "{\"a\":{}},",
			"1e9,", "12345678901234567890,", "1.234567890123456789,", "\"twenty bytes of it\",", "\"\\u0041\",",
			"\"one letter of forty is not Latin: \u0436\u0436\u0436\u0436\u0436\u0436\",",
			"\"\uD83D\uDE00 and what takes two bytes for each of its characters\"," })
	@DisplayName("SSE-22 a message of many values of any kind takes at most four times the limit of its size")
	void messageTakesLittle(String value) {
		String json = json("message", value);
		assertThat(allocated(json, false)).as(value).isLessThan(4 * LIMIT);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"word\",", "{},", "[],", "[[[]]],", "0,", "\"\",", "null,", "{\"a\":1},", "{\"a\":{}},",
			"1e9,", "12345678901234567890,", "1.234567890123456789,", "\"twenty bytes of it\",", "\"\\u0041\",",
			"\"one letter of forty is not Latin: \u0436\u0436\u0436\u0436\u0436\u0436\",",
			"\"\uD83D\uDE00 and what takes two bytes for each of its characters\"," })
	@DisplayName("SSE-22 an event of many values of any kind takes at most four times the limit of its size")
	void eventTakesLittle(String value) {
		String stream = Requests.START + "data: " + json("new_event", value)
				+ "\n\ndata: {\"type\":\"message_stop\"}\n\n";
		assertThat(allocated(stream, true)).as(value).isLessThan(4 * LIMIT);
	}

	@ParameterizedTest
	@MethodSource("longStrings")
	@DisplayName("SSE-22 one string that is all of an event or a message takes at most four times the limit of its size")
	void longStringTakesLittle(Place place, String piece) {
		String text = piece.repeat((LONG_LIMIT - 200) / piece.getBytes(StandardCharsets.UTF_8).length);
		byte[] body = place.body(text).getBytes(StandardCharsets.UTF_8);
		long allocated = CallOnThisThread.allocatedBytes(body, place.stream,
				(builder) -> builder.maxMessageSize(DataSize.ofBytes(LONG_LIMIT)));
		// The pieces of a body are let go of when they have been joined, before anything
		// is decoded.
		assertThat(allocated - body.length).isLessThan(4 * LONG_LIMIT + OVERHEAD);
	}

	static Stream<Arguments> longStrings() {
		return Arrays.stream(Place.values())
			.flatMap((place) -> Stream
				.of("word ", "\u00e9", "\u0436", "\u4F60", "\uD83D\uDE00", "\\n", "\\u0041", "\\u0436", "abc\u0436",
						"\u0436" + "a".repeat(4000))
				.map((piece) -> Arguments.of(place, piece)));
	}

	private static String json(String type, String value) {
		return "{\"type\":\"" + type + "\",\"content\":[],\"z\":[" + value.repeat((LIMIT - 100) / value.length())
				+ "0]}";
	}

	private static long allocated(String body, boolean stream) {
		return CallOnThisThread.allocatedBytes(body.getBytes(StandardCharsets.UTF_8), stream,
				(builder) -> builder.maxMessageSize(DataSize.ofBytes(LIMIT)));
	}

	/**
	 * Where a string may stand: what the readers of bytes read, and what is left to
	 * Jackson.
	 */
	enum Place {

		MESSAGE("{\"type\":\"message\",\"content\":[{\"type\":\"text\",\"text\":\"%s\"}]}", false),

		FIELD_OF_MESSAGE("{\"type\":\"message\",\"content\":[],\"z\":\"%s\"}", false),

		NAME_IN_MESSAGE("{\"type\":\"message\",\"content\":[],\"%s\":1}", false),

		DELTA("{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"%s\"}}",
				true),

		SPACED_DELTA(
				"{\"type\": \"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"%s\"}}",
				true),

		FIELD_OF_DELTA(
				"{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"\",\"z\":\"%s\"}}",
				true),

		BLOCK("{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"%s\"}}",
				true),

		EVENT("{\"type\":\"new_event\",\"z\":\"%s\"}", true),

		NAME_IN_EVENT("{\"type\":\"new_event\",\"%s\":0}", true);

		private final String json;

		private final boolean stream;

		Place(String json, boolean stream) {
			this.json = json;
			this.stream = stream;
		}

		private String body(String text) {
			String whole = this.json.replace("%s", text);
			return this.stream ? Requests.START + "data: " + whole + "\n\ndata: {\"type\":\"message_stop\"}\n\n"
					: whole;
		}

	}

}

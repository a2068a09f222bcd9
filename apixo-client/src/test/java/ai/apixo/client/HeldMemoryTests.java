package ai.apixo.client;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
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

	private static String json(String type, String value) {
		return "{\"type\":\"" + type + "\",\"content\":[],\"z\":[" + value.repeat((LIMIT - 100) / value.length())
				+ "0]}";
	}

	private static long allocated(String body, boolean stream) {
		return CallOnThisThread.allocatedBytes(body.getBytes(StandardCharsets.UTF_8), stream,
				(builder) -> builder.maxMessageSize(DataSize.ofBytes(LIMIT)));
	}

}

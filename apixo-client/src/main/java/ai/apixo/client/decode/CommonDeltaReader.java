package ai.apixo.client.decode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import ai.apixo.messages.event.ContentBlockDelta;
import ai.apixo.messages.event.ContentDelta;
import ai.apixo.messages.event.InputJsonDelta;
import ai.apixo.messages.event.TextDelta;
import ai.apixo.messages.event.ThinkingDelta;

/**
 * Reads text, thinking and input-JSON deltas in their commonest spelling straight from
 * the bytes, without a JSON library. Whatever deviates is left to the next reader, which
 * gives the same result.
 */
final class CommonDeltaReader {

	private static final byte[] EVENT = ascii("{\"type\":\"content_block_delta\",\"index\":");

	private static final byte[] DELTA = ascii(",\"delta\":{\"type\":\"");

	private static final byte[] TEXT = ascii("text_delta\",\"text\":\"");

	private static final byte[] THINKING = ascii("thinking_delta\",\"thinking\":\"");

	private static final byte[] INPUT_JSON = ascii("input_json_delta\",\"partial_json\":\"");

	private static final int MAX_INDEX_DIGITS = 6;

	private final JsonStringReader strings;

	CommonDeltaReader(JsonStringReader strings) {
		this.strings = strings;
	}

	/**
	 * Read a delta.
	 * @param bytes the array that holds it
	 * @param from its first byte
	 * @param to the index after its last byte
	 * @return the event, or {@code null} if it is not such a delta or not so spelled
	 */
	@Nullable ContentBlockDelta read(byte[] bytes, int from, int to) {
		if (!startsWith(bytes, from, to, EVENT)) {
			return null;
		}
		int position = from + EVENT.length;
		int index = 0;
		int digits = position;
		while (position < to && isDigit(bytes[position]) && position - digits < MAX_INDEX_DIGITS) {
			index = 10 * index + bytes[position++] - '0';
		}
		if (position == digits || (bytes[digits] == '0' && position - digits > 1)
				|| !startsWith(bytes, position, to, DELTA)) {
			return null;
		}
		ContentDelta delta = delta(bytes, position + DELTA.length, to);
		return (delta != null && isEnd(bytes, this.strings.end(), to)) ? new ContentBlockDelta(index, delta) : null;
	}

	private @Nullable ContentDelta delta(byte[] bytes, int from, int to) {
		if (startsWith(bytes, from, to, TEXT)) {
			String text = this.strings.read(bytes, from + TEXT.length, to);
			return (text != null) ? new TextDelta(text) : null;
		}
		if (startsWith(bytes, from, to, INPUT_JSON)) {
			String partialJson = this.strings.read(bytes, from + INPUT_JSON.length, to);
			return (partialJson != null) ? new InputJsonDelta(partialJson) : null;
		}
		if (startsWith(bytes, from, to, THINKING)) {
			String thinking = this.strings.read(bytes, from + THINKING.length, to);
			return (thinking != null) ? new ThinkingDelta(thinking) : null;
		}
		return null;
	}

	/**
	 * Whether two braces and white space are all that is left.
	 */
	private static boolean isEnd(byte[] bytes, int from, int to) {
		int position = passSpaces(bytes, from, to);
		if (position == to || bytes[position] != '}') {
			return false;
		}
		position = passSpaces(bytes, position + 1, to);
		return position < to && bytes[position] == '}' && passSpaces(bytes, position + 1, to) == to;
	}

	private static int passSpaces(byte[] bytes, int from, int to) {
		int position = from;
		while (position < to && bytes[position] == ' ') {
			position++;
		}
		return position;
	}

	private static boolean isDigit(byte value) {
		return value >= '0' && value <= '9';
	}

	private static boolean startsWith(byte[] bytes, int from, int to, byte[] expected) {
		int end = from + expected.length;
		return end <= to && Arrays.equals(bytes, from, end, expected, 0, expected.length);
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}

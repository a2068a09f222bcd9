package ai.apixo.benchmarks.byhand;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;

/**
 * Finds the texts of deltas that are spelled as the benchmark's server spells them, and
 * asks for them.
 */
final class TextFinder {

	private static final byte[] BEFORE = "_delta\",\"text\":\"".getBytes(StandardCharsets.US_ASCII);

	private static final int DELTA_OFFSET = "data: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text"
		.length();

	private final Consumer<String> texts;

	private byte[] rest = new byte[0];

	TextFinder(Consumer<String> texts) {
		this.texts = texts;
	}

	static byte[] body(String model, boolean stream) {
		return ("{\"model\":\"" + model + "\",\"max_tokens\":1024,\"stream\":" + stream
				+ ",\"messages\":[{\"role\":\"user\",\"content\":\"Go\"}]}")
			.getBytes(StandardCharsets.UTF_8);
	}

	static String wholeText(String message) {
		return unescaped(message.substring(message.indexOf("\"text\":\"") + 8, message.indexOf("\"}]")));
	}

	int find(ByteBuf buffer) {
		byte[] bytes = Arrays.copyOf(this.rest, this.rest.length + buffer.readableBytes());
		buffer.readBytes(bytes, this.rest.length, buffer.readableBytes());
		int lineStart = 0;
		for (int position = this.rest.length; position < bytes.length; position++) {
			if (bytes[position] == '\n') {
				line(bytes, lineStart, position);
				lineStart = position + 1;
			}
		}
		this.rest = Arrays.copyOfRange(bytes, lineStart, bytes.length);
		return bytes.length;
	}

	private void line(byte[] bytes, int from, int to) {
		int start = from + DELTA_OFFSET;
		int textStart = start + BEFORE.length;
		if (textStart < to && Arrays.equals(bytes, start, textStart, BEFORE, 0, BEFORE.length)) {
			this.texts.accept(unescaped(new String(bytes, textStart, to - 3 - textStart, StandardCharsets.UTF_8)));
		}
	}

	private static String unescaped(String text) {
		if (text.indexOf('\\') < 0) {
			return text;
		}
		StringBuilder unescaped = new StringBuilder(text.length());
		for (int position = 0; position < text.length(); position++) {
			char next = text.charAt(position);
			if (next == '\\') {
				next = text.charAt(++position);
				next = (next == 'n') ? '\n' : next;
			}
			unescaped.append(next);
		}
		return unescaped.toString();
	}

}

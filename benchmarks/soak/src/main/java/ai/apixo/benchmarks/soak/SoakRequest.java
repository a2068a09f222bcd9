package ai.apixo.benchmarks.soak;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A request as it came. The prompt is the number of the call, and says whether the
 * subscriber is going to cancel.
 *
 * @param head the request line and headers
 * @param body the body
 */
record SoakRequest(String head, String body) {

	private static final Pattern LENGTH = Pattern.compile("content-length: *([0-9]+)");

	private static final Pattern CALL = Pattern.compile("call ([0-9]+)");

	static @Nullable SoakRequest read(InputStream input) throws IOException {
		ByteArrayOutputStream head = new ByteArrayOutputStream();
		while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
			int next = input.read();
			if (next < 0) {
				return null;
			}
			head.write(next);
		}
		String text = head.toString(StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
		Matcher length = LENGTH.matcher(text);
		byte[] body = length.find() ? input.readNBytes(Integer.parseInt(length.group(1))) : new byte[0];
		return new SoakRequest(text, new String(body, StandardCharsets.UTF_8));
	}

	boolean isQuestion() {
		return this.head.startsWith("get");
	}

	boolean isStreamed() {
		return this.body.contains("\"stream\":true");
	}

	boolean isCancellable() {
		return this.body.contains("cancelled");
	}

	int call() {
		Matcher call = CALL.matcher(this.body);
		if (!call.find()) {
			throw new IllegalStateException("Not a request of this program");
		}
		return Integer.parseInt(call.group(1));
	}

}

package ai.apixo.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * A request as it came over the wire.
 *
 * @param line the request line
 * @param headers the header lines
 * @param body the body
 */
public record GatewayRequest(String line, List<String> headers, String body) {

	public String path() {
		return this.line.split(" ")[1];
	}

	/**
	 * All values of a header.
	 * @param name the name in lower case
	 * @return the values in order
	 */
	public List<String> header(String name) {
		String prefix = name + ":";
		return this.headers.stream()
			.filter((header) -> header.toLowerCase(Locale.ROOT).startsWith(prefix))
			.map((header) -> header.substring(prefix.length()).strip())
			.toList();
	}

	static @Nullable GatewayRequest read(InputStream input) throws IOException {
		String head = readHead(input);
		if (head == null) {
			return null;
		}
		List<String> lines = List.of(head.split("\r\n"));
		GatewayRequest bodiless = new GatewayRequest(lines.get(0), lines.subList(1, lines.size()), "");
		List<String> length = bodiless.header("content-length");
		byte[] body = input.readNBytes(length.isEmpty() ? 0 : Integer.parseInt(length.get(0)));
		return new GatewayRequest(bodiless.line(), bodiless.headers(), new String(body, StandardCharsets.UTF_8));
	}

	private static @Nullable String readHead(InputStream input) throws IOException {
		ByteArrayOutputStream head = new ByteArrayOutputStream();
		while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
			int next = input.read();
			if (next < 0) {
				return null;
			}
			head.write(next);
		}
		return head.toString(StandardCharsets.ISO_8859_1);
	}

}

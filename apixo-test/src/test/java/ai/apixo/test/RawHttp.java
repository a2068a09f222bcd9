package ai.apixo.test;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Another client than ours, which sees every byte.
 */
final class RawHttp {

	static final String REQUEST = """
			{"model":"claude-test","max_tokens":10,"stream":true,"messages":[{"role":"user","content":"Hi"}]}""";

	private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private RawHttp() {
	}

	static HttpResponse<byte[]> post(MockApixoGateway gateway, String body) {
		return send(request(gateway, "/v1/messages").POST(HttpRequest.BodyPublishers.ofString(body)));
	}

	static HttpRequest.Builder request(MockApixoGateway gateway, String path) {
		return HttpRequest.newBuilder(URI.create(gateway.baseUrl() + path))
			.header("x-api-key", "key-of-raw-http")
			.header("content-type", "application/json");
	}

	static HttpResponse<byte[]> send(HttpRequest.Builder request) {
		try {
			return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * The bytes until the connection breaks.
	 */
	static String bodySoFar(MockApixoGateway gateway, String body) {
		StringBuilder read = new StringBuilder();
		try {
			InputStream stream = CLIENT
				.send(request(gateway, "/v1/messages").POST(HttpRequest.BodyPublishers.ofString(body)).build(),
						BodyHandlers.ofInputStream())
				.body();
			for (int next = stream.read(); next >= 0; next = stream.read()) {
				read.append((char) next);
			}
			return read + "|";
		}
		catch (IOException ex) {
			return read + "<broken>";
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * The chunks of a streamed response, as they are on the wire.
	 */
	static List<byte[]> chunks(MockApixoGateway gateway) {
		URI uri = URI.create(gateway.baseUrl());
		try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
			byte[] body = REQUEST.getBytes(StandardCharsets.UTF_8);
			String head = "POST /v1/messages HTTP/1.1\r\nHost: localhost\r\nx-api-key: key\r\nContent-Length: "
					+ body.length + "\r\n\r\n";
			socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
			socket.getOutputStream().write(body);
			InputStream input = socket.getInputStream();
			String line = line(input);
			while (!line.isEmpty()) {
				line = line(input);
			}
			List<byte[]> chunks = new ArrayList<>();
			for (int size = size(input); size > 0; size = size(input)) {
				chunks.add(input.readNBytes(size));
				line(input);
			}
			return chunks;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static int size(InputStream input) throws IOException {
		return Integer.parseInt(line(input), 16);
	}

	private static String line(InputStream input) throws IOException {
		StringBuilder line = new StringBuilder();
		for (int next = input.read(); next != '\n' && next >= 0; next = input.read()) {
			line.append((char) next);
		}
		return line.toString().strip();
	}

}

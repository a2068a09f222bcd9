package ai.apixo.test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps a response while it passes.
 */
final class RecordedResponse {

	/**
	 * After such an event clients read no further, so the end of HTTP may not be seen.
	 * Quotes within a text have a backslash.
	 */
	private static final Pattern LAST_EVENT = Pattern
		.compile("(?m)\"type\"\\s*:\\s*\"message_stop\"|^data:\\s*\\{\\s*\"type\"\\s*:\\s*\"error\".*[\r\n]");

	private final ObjectNode request;

	private final List<byte[]> chunks = new ArrayList<>();

	private int status;

	private HttpHeaders headers = new HttpHeaders();

	private boolean complete;

	private @Nullable Throwable failure;

	RecordedResponse(ObjectNode request) {
		this.request = request;
	}

	synchronized WireResponse record(WireResponse response) {
		this.status = response.status();
		this.headers = response.headers();
		return new WireResponse(response.status(), response.headers(),
				response.body().doOnNext(this::add).doOnComplete(this::complete));
	}

	synchronized void failed(Throwable failure) {
		this.failure = failure;
	}

	private synchronized void add(byte[] chunk) {
		this.chunks.add(chunk);
	}

	private synchronized void complete() {
		this.complete = true;
	}

	synchronized Optional<String> problem() {
		if (this.failure != null) {
			return Optional.of("A request could not be recorded: " + this.failure.getMessage());
		}
		return (this.status != 0) ? Optional.empty() : Optional
			.of("A request could not be recorded: no response had come when the test ended. Let the test wait for it, "
					+ "or script the reply");
	}

	/**
	 * Return the exchange, once the head of the response has come.
	 */
	synchronized Optional<RecordedExchange> exchange(String test, KeyMask mask) {
		if (this.status == 0) {
			return Optional.empty();
		}
		ObjectNode request = (ObjectNode) masked(this.request, mask);
		HttpHeaders headers = new HttpHeaders();
		this.headers.forEach((name, values) -> values.forEach((value) -> headers.add(name, mask.apply(value))));
		byte[] body = body();
		String masked = mask.apply(new String(body, StandardCharsets.ISO_8859_1));
		boolean ended = this.complete || LAST_EVENT.matcher(masked).find();
		return Optional.of(RecordedExchange.of(test, request, this.status, headers,
				cut(masked.getBytes(StandardCharsets.ISO_8859_1)), ended));
	}

	private static JsonNode masked(JsonNode request, KeyMask mask) {
		JsonNode masked = MessagesFormat.parse(mask.apply(MessagesFormat.write(request)));
		return (masked != null) ? masked : request;
	}

	private byte[] body() {
		byte[] body = new byte[this.chunks.stream().mapToInt((chunk) -> chunk.length).sum()];
		int position = 0;
		for (byte[] chunk : this.chunks) {
			System.arraycopy(chunk, 0, body, position, chunk.length);
			position += chunk.length;
		}
		return body;
	}

	private List<byte[]> cut(byte[] body) {
		List<byte[]> cut = new ArrayList<>();
		int position = 0;
		for (byte[] chunk : this.chunks) {
			cut.add(Arrays.copyOfRange(body, position, position + chunk.length));
			position += chunk.length;
		}
		return cut;
	}

}

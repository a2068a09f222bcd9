package ai.apixo.test;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import ai.apixo.test.Ending.How;

/**
 * One exchange as a file has it.
 *
 * @param json the line
 */
record RecordedExchange(JsonNode json) {

	private static final Set<String> REQUEST_HEADERS = Set.of("anthropic-version", "anthropic-beta");

	private static final Set<String> RESPONSE_HEADERS = Set.of("content-type", "request-id", "retry-after",
			"retry-after-ms", "x-should-retry");

	/**
	 * Return a request as it is recorded and compared.
	 */
	static ObjectNode request(ReceivedRequest request, RequestMask mask) {
		ObjectNode recorded = MessagesFormat.object();
		recorded.set("headers", headers(request.headers(), REQUEST_HEADERS::contains));
		recorded.set("body", mask.apply(request.tree()));
		return recorded;
	}

	static RecordedExchange of(String test, JsonNode request, int status, HttpHeaders headers, List<byte[]> chunks,
			boolean complete) {
		ObjectNode line = MessagesFormat.object().put("test", test);
		line.set("request", request);
		ObjectNode response = line.putObject("response").put("status", status);
		response.set("headers",
				headers(headers, (name) -> RESPONSE_HEADERS.contains(name) || name.startsWith("anthropic-ratelimit-")));
		ArrayNode written = response.putArray("chunks");
		chunks.forEach((chunk) -> addChunk(chunk, written));
		response.put("end", complete ? "complete" : "cut");
		return new RecordedExchange(line);
	}

	private static ObjectNode headers(HttpHeaders headers, Predicate<String> kept) {
		ObjectNode json = MessagesFormat.object();
		headers.forEach((name, values) -> {
			String lowerCase = name.toLowerCase(Locale.ROOT);
			if (kept.test(lowerCase)) {
				ArrayNode array = MessagesFormat.object().putArray(lowerCase);
				values.forEach(array::add);
				json.set(lowerCase, (values.size() == 1) ? array.get(0) : array);
			}
		});
		return json;
	}

	private static void addChunk(byte[] chunk, ArrayNode chunks) {
		try {
			chunks.add(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(chunk)).toString());
		}
		catch (CharacterCodingException ex) {
			chunks.addObject().put("base64", Base64.getEncoder().encodeToString(chunk));
		}
	}

	String test() {
		return this.json.path("test").asString("");
	}

	JsonNode request() {
		return this.json.path("request");
	}

	/**
	 * Return the response, in the chunks in which it was read.
	 * @throws IllegalArgumentException if there is none
	 */
	WireReply reply() {
		JsonNode response = this.json.path("response");
		HttpHeaders headers = new HttpHeaders();
		response.path("headers").properties().forEach((header) -> {
			if (header.getValue().isArray()) {
				header.getValue().forEach((value) -> headers.add(header.getKey(), value.asString()));
			}
			else {
				headers.add(header.getKey(), header.getValue().asString());
			}
		});
		List<byte[]> chunks = new ArrayList<>();
		response.path("chunks").forEach((chunk) -> chunks.add(bytes(chunk)));
		int status = HttpStatusCode.valueOf(response.path("status").asInt(0)).value();
		WireReply reply = WireReply.of(status, headers, ChunkedBody.of(chunks, 0));
		return response.path("end").asString("").equals("cut") ? reply.endingWith(How.CUT) : reply;
	}

	private static byte[] bytes(JsonNode chunk) {
		return chunk.isString() ? chunk.stringValue().getBytes(StandardCharsets.UTF_8)
				: Base64.getDecoder().decode(chunk.path("base64").asString());
	}

	String line() {
		return MessagesFormat.write(this.json);
	}

	/**
	 * Return the exchange in a few words, without what was said in it.
	 */
	@Override
	public String toString() {
		JsonNode body = request().path("body");
		return "exchange of " + (test().isEmpty() ? "no test" : test()) + ": model " + body.path("model").asString("")
				+ ", " + body.path("messages").size() + " messages, status "
				+ this.json.path("response").path("status");
	}

}

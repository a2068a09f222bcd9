package ai.apixo.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import org.springframework.http.HttpStatusCode;
import org.springframework.util.unit.DataSize;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.Thinking;
import ai.apixo.messages.raw.ExactJson;

/**
 * A response that somebody has met, with what an application had set, and what is right.
 *
 * @param json the case as {@code cases.json} has it
 */
record FieldCase(JsonNode json) {

	private static final Duration CENTURIES = Duration.ofDays(365_000);

	static Stream<String> ids() {
		return all().stream().map((field) -> field.path("id").stringValue());
	}

	static FieldCase of(String id) {
		return all().stream()
			.filter((field) -> field.path("id").stringValue().equals(id))
			.map(FieldCase::new)
			.findFirst()
			.orElseThrow();
	}

	private static List<JsonNode> all() {
		try (InputStream input = FieldCase.class.getResourceAsStream("/field/cases.json")) {
			String json = new String(Objects.requireNonNull(input).readAllBytes(), StandardCharsets.UTF_8);
			return List.copyOf(ExactJson.parse(json).values());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * What is right, one of these.
	 */
	List<JsonNode> expected() {
		JsonNode expect = this.json.path("expect");
		JsonNode one = Stream.of("streamMessage", "create", "replay")
			.map(expect::path)
			.filter((way) -> !way.isMissingNode())
			.findFirst()
			.orElseThrow();
		return one.isArray() ? List.copyOf(one.values()) : List.of(one);
	}

	/**
	 * The methods of the client that may read the response: a stream is read by all, a
	 * message in one piece is none.
	 */
	List<String> ways() {
		return this.json.path("expect").has("create") ? List.of("create")
				: List.of("stream", "streamText", "streamMessage", "create");
	}

	int requests() {
		return this.json.path("expect").path("requests").intValue(-1);
	}

	int filterCalls() {
		return this.json.path("expect").path("filterCalls").intValue(-1);
	}

	MessagesRequest request() {
		MessagesRequest.Builder request = Requests.hello().toBuilder();
		if (this.json.has("prompt")) {
			request.user(this.json.path("prompt").stringValue());
		}
		if (this.json.has("interleaved")) {
			request.maxTokens(2000).thinking(Thinking.enabled(4000));
		}
		return request.build();
	}

	ApixoMessagesClient client(ApixoMessagesClient.Builder builder, ScriptedGateway gateway, AtomicInteger filtered) {
		builder.baseUrl(gateway.url() + this.json.path("suffix").stringValue(""));
		if (this.json.has("key")) {
			builder.apiKey(this.json.path("key").stringValue());
		}
		if (this.json.has("interleaved")) {
			builder.anthropicBeta("interleaved-thinking-2025-05-14");
		}
		if (this.json.has("centuries")) {
			builder.idleTimeout(CENTURIES).responseTimeout(CENTURIES).totalTimeout(CENTURIES);
		}
		if (this.json.has("maxBytes")) {
			builder.maxMessageSize(DataSize.ofBytes(this.json.path("maxBytes").longValue()));
		}
		if (requests() >= 0 || filterCalls() >= 0) {
			builder.retry(Retries.attempts(4));
		}
		String filter = this.json.path("filter").stringValue("");
		return (filter.isEmpty() ? builder : builder.webClientBuilder(webClient(filter, filtered))).build();
	}

	private static WebClient.Builder webClient(String filter, AtomicInteger filtered) {
		return TestConnector.REACTOR_NETTY.webClient().filter(filter.equals("throw") ? (request, next) -> {
			filtered.incrementAndGet();
			throw new IllegalStateException("The filter has failed");
		} : ExchangeFilterFunction.ofResponseProcessor(FieldCase::refuse));
	}

	private static Mono<ClientResponse> refuse(ClientResponse response) {
		HttpStatusCode status = response.statusCode();
		return status.isError() ? response.createException().flatMap(Mono::error) : Mono.just(response);
	}

	void play(ScriptedResponse scripted) throws IOException {
		JsonNode response = this.json.path("response");
		byte[] body = body(response.path("body").stringValue());
		boolean found = !this.json.has("only")
				|| scripted.request().line().contains(" " + this.json.path("only").stringValue() + " ");
		StringBuilder head = new StringBuilder("HTTP/1.1 ")
			.append(found ? response.path("status").stringValue() : "404 Not Found")
			.append("\r\nContent-Length: ")
			.append(body.length);
		response.path("headers")
			.forEachEntry((name, value) -> head.append("\r\n").append(name).append(": ").append(value.stringValue()));
		if (this.json.has("gzip")) {
			head.append("\r\nContent-Encoding: gzip");
		}
		scripted.write(head.append("\r\n\r\n").toString());
		scripted.write(body);
	}

	private byte[] body(String text) throws IOException {
		if (this.json.has("maxBytes")) {
			return (Requests.START + Requests.delta("x".repeat(this.json.path("maxBytes").intValue() + 1)))
				.getBytes(StandardCharsets.UTF_8);
		}
		byte[] body = text.getBytes(StandardCharsets.UTF_8);
		if (!this.json.has("gzip")) {
			return body;
		}
		ByteArrayOutputStream packed = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
			gzip.write(body);
		}
		return packed.toByteArray();
	}

}

package ai.apixo.test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.NoLeaksOrDroppedErrors;
import ai.apixo.client.Requests;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.content.TextBlock;
import ai.apixo.messages.json.ConformanceStream;

import static ai.apixo.test.ApixoAssertions.assertThat;
import static ai.apixo.test.Reply.error;
import static ai.apixo.test.Reply.reply;
import static ai.apixo.test.Reply.sse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What is recorded, and how it is replayed.
 */
@ExtendWith(NoLeaksOrDroppedErrors.class)
class RecordingRulesTests {

	private static final String KEY = "real-key-0123456789";

	private final Path folder;

	RecordingRulesTests(@TempDir Path folder) {
		this.folder = folder;
	}

	@Test
	@DisplayName("KIT-27 KIT-28 an exchange is one line of JSON with the kept headers and no other")
	void exchangeIsOneLine() throws IOException {
		record("DeskTests.refund", (client) -> client.mutate().anthropicBeta("a-1").build(),
				reply().text("Hi \u00e9").header("set-cookie", "a=b").header("anthropic-ratelimit-tokens-limit", "5"));
		List<String> lines = Files.readAllLines(file());
		assertThat(lines).hasSize(1);
		JsonNode line = JsonMapper.shared().readTree(lines.get(0));
		assertThat(line.path("test").asString()).isEqualTo("DeskTests.refund");
		assertThat(line.at("/request/body/model").asString()).isEqualTo(Requests.hello().model());
		assertThat(line.at("/request/headers").propertyNames()).containsExactlyInAnyOrder("anthropic-version",
				"anthropic-beta");
		assertThat(line.at("/response/status").asInt()).isEqualTo(200);
		assertThat(line.at("/response/headers").propertyNames()).containsExactlyInAnyOrder("content-type", "request-id",
				"anthropic-ratelimit-tokens-limit");
		assertThat(line.at("/response/end").asString()).isEqualTo("complete");
		assertThat(line.at("/response/chunks").valueStream().map(JsonNode::asString)).hasSize(6);
		assertThat(lines.get(0)).contains("\u00e9").doesNotContain(KEY).doesNotContain("cookie");
	}

	@Test
	@DisplayName("KIT-27 a chunk that is not UTF-8 by itself is base64, a body that broke off is cut")
	void chunkThatIsNotUtf8IsBase64() throws IOException {
		record("t", (client) -> client, reply().text("\ud83d\ude00").splitEvery(1).cut());
		JsonNode line = JsonMapper.shared().readTree(Files.readString(file()));
		assertThat(line.at("/response/chunks").valueStream().filter(JsonNode::isObject)).hasSize(4);
		assertThat(line.at("/response/end").asString()).isEqualTo("cut");
	}

	@Test
	@DisplayName("KIT-27 a body that broke off is cut, whatever its text says")
	void textThatNamesTheLastEventIsNoEnd() throws IOException {
		record("t", (client) -> client, reply().text("event: message_stop, \"type\":\"message_stop\"").cut());
		JsonNode line = JsonMapper.shared().readTree(Files.readString(file()));
		assertThat(line.at("/response/end").asString()).isEqualTo("cut");
	}

	@Test
	@DisplayName("KIT-28 the key in a body becomes as many asterisks, in any spelling and across chunks")
	void keyInABodyIsMasked() throws IOException {
		String spelt = "%72eal-key-0123456789";
		record("t", (client) -> client, reply().text("<" + KEY + "> " + spelt).splitEvery(3));
		String recorded = Files.readString(file());
		assertThat(recorded).doesNotContain("0123456789").doesNotContain("345");
		try (MockApixoGateway gateway = MockApixoGateway.inMemory()) {
			gateway.replay(recording("t"));
			assertThat(Conversations.text(gateway.client(), Requests.hello()))
				.isEqualTo("<" + "*".repeat(KEY.length()) + "> " + "*".repeat(spelt.length()));
		}
	}

	@Test
	@DisplayName("KIT-29 masked values are written as *** and do not count when a request is compared")
	void maskedValuesDoNotCount() throws IOException {
		Recording masked = recording("t").mask("/messages/*/content", "/metadata/user_id");
		try (MockApixoGateway real = MockApixoGateway.start(); MockApixoGateway gateway = MockApixoGateway.inMemory()) {
			real.enqueue(reply().text("Hi"));
			gateway.record(masked, real.baseUrl(), KEY);
			Conversations.text(gateway.client(), Conversations.asking("today is Monday"));
			gateway.verify();
			assertThat(Files.readString(file())).contains("\"content\":\"***\"").doesNotContain("Monday");
			gateway.reset();
			gateway.replay(masked);
			assertThat(Conversations.text(gateway.client(), Conversations.asking("today is Tuesday"))).isEqualTo("Hi");
			gateway.verify();
		}
	}

	@Test
	@DisplayName("KIT-29 pointers reach into arrays and objects, add up, and may name what is not there")
	void pointersReachIntoArrays() throws IOException {
		Recording masked = recording("t").mask("/messages/*/content/*/text", "/messages/9/content", "/absent")
			.mask("/a~1b/0", "/model/none");
		try (MockApixoGateway real = MockApixoGateway.start(); MockApixoGateway gateway = MockApixoGateway.inMemory()) {
			real.enqueue(reply().text("Hi"));
			gateway.record(masked, real.baseUrl(), KEY);
			Conversations.text(gateway.client(), withSecrets("1", "2"));
			gateway.verify();
			assertThat(Files.readString(file())).contains("\"text\":\"***\"")
				.contains("\"a/b\":[\"***\",3]")
				.doesNotContain("secret");
			gateway.reset();
			gateway.replay(masked);
			assertThat(Conversations.text(gateway.client(), withSecrets("4", "5"))).isEqualTo("Hi");
			gateway.verify();
		}
	}

	private static MessagesRequest withSecrets(String text, String field) {
		return Requests.hello()
			.toBuilder()
			.messages(List.of())
			.user(new TextBlock("secret " + text))
			.additionalProperty("a/b", List.of("secret " + field, 3))
			.build();
	}

	@EachTransport
	@DisplayName("KIT-30 each exchange answers once, whatever the order; digits matter, the order of keys does not")
	void eachExchangeAnswersOnce(Transport transport) throws IOException {
		List<String> lines = new ArrayList<>();
		for (String number : List.of("1", "1.0", "1.00")) {
			lines.add("{\"test\":\"t\",\"request\":{\"headers\":{\"anthropic-version\":\"2023-06-01\"},\"body\":"
					+ "{\"messages\":[{\"content\":\"Hi\",\"role\":\"user\"}],\"max_tokens\":10,\"x\":" + number
					+ ",\"model\":\"m\",\"stream\":false}},\"response\":{\"status\":200,\"headers\":{\"content-type\":"
					+ "\"application/json\"},\"chunks\":[\"{\\\"type\\\":\\\"message\\\",\\\"content\\\":[{\\\"type\\\":"
					+ "\\\"text\\\",\\\"text\\\":\\\"" + number + "\\\"}]}\"],\"end\":\"complete\"}}");
		}
		Files.write(file(), lines);
		try (MockApixoGateway gateway = transport.gateway()) {
			gateway.replay(recording("t"));
			ApixoMessagesClient client = gateway.client();
			List<String> answers = Flux.just("1.00", "1", "1.0")
				.flatMap((number) -> client
					.create(Requests.hello()
						.toBuilder()
						.model("m")
						.maxTokens(10)
						.messages(List.of())
						.user("Hi")
						.additionalProperty("x", new java.math.BigDecimal(number))
						.build())
					.map((message) -> message.text().equals(number) ? "same" : "other")
					.subscribeOn(Schedulers.boundedElastic()))
				.collectList()
				.blockOptional(Conversations.LONG)
				.orElseThrow();
			assertThat(answers).containsExactly("same", "same", "same");
			gateway.verify();
		}
	}

	@Test
	@DisplayName("KIT-31 a request that fits none gets 501 and fails with the differences, path by path")
	void requestThatFitsNoneFails() throws IOException {
		record("t", (client) -> client, reply().text("Hi"));
		try (MockApixoGateway gateway = MockApixoGateway.inMemory()) {
			gateway.replay(recording("t"));
			assertThatThrownBy(() -> Conversations.text(gateway.client(), Conversations.asking("other")))
				.hasMessageContaining("501");
			assertThatThrownBy(gateway::verify).isInstanceOf(AssertionError.class)
				.hasMessageContaining("/messages/0/content: recorded \"Say hello in one sentence.\", sent \"other\"")
				.hasMessageContaining("APIXO_TEST_RECORD=true")
				.hasMessageContaining("No request used the recorded exchange of t");
		}
	}

	@Test
	@DisplayName("KIT-31 a missing file fails with the variable to set")
	void missingFileFails() {
		try (MockApixoGateway gateway = MockApixoGateway.inMemory()) {
			assertThatIllegalStateException().isThrownBy(() -> gateway.replay(recording("t")))
				.withMessageContaining("APIXO_TEST_RECORD=true");
		}
	}

	@Test
	@DisplayName("KIT-32 what was recorded replaces the lines of its test, other lines stay byte for byte")
	void otherLinesStay() throws IOException {
		Files.writeString(file(), "no json \u00e9\n{\"test\":\"t\",\"old\":1}\n\n{\"test\" : \"u\"}  ");
		record("t", (client) -> client, reply().text("Hi"));
		List<String> lines = Files.readAllLines(file());
		assertThat(lines).hasSize(4);
		assertThat(lines.get(0)).isEqualTo("no json \u00e9");
		assertThat(lines.get(1)).startsWith("{\"test\":\"t\",\"request\"");
		assertThat(lines.get(2)).isEmpty();
		assertThat(lines.get(3)).isEqualTo("{\"test\" : \"u\"}  ");
		try (var files = Files.list(this.folder)) {
			assertThat(files).containsExactly(file());
		}
	}

	@Test
	@DisplayName("KIT-32 a test that fails changes no file")
	void failedTestChangesNothing() throws IOException {
		Files.writeString(file(), "{\"test\":\"t\",\"old\":1}\n");
		try (MockApixoGateway real = MockApixoGateway.start(); MockApixoGateway gateway = MockApixoGateway.inMemory()) {
			real.enqueue(reply().text("Hi"));
			gateway.enqueue(error(400), reply().text("unused"));
			gateway.record(recording("t"), real.baseUrl() + "/v1/messages", KEY);
			assertThatThrownBy(() -> Conversations.created(gateway.client())).hasMessageContaining("400");
			Conversations.created(gateway.client());
			Conversations.created(gateway.client());
			gateway.enqueue(reply());
			assertThatThrownBy(gateway::verify).isInstanceOf(AssertionError.class);
			gateway.reset();
			gateway.verify();
		}
		assertThat(file()).hasContent("{\"test\":\"t\",\"old\":1}");
	}

	@Test
	@DisplayName("KIT-32 a request that has no response when the test ends cannot be recorded, and says so")
	void requestWithoutAResponseIsNotRecorded() {
		try (MockApixoGateway real = MockApixoGateway.start(); MockApixoGateway gateway = MockApixoGateway.inMemory()) {
			HeldReply held = real.enqueueHeld(reply());
			gateway.record(recording("t"), real.baseUrl(), KEY);
			StepVerifier.create(gateway.client().streamText(Requests.hello()))
				.then(held::request)
				.thenCancel()
				.verify(Conversations.LONG);
			assertThatThrownBy(gateway::verify).isInstanceOf(AssertionError.class)
				.hasMessageContaining("no response had come");
			assertThat(file()).doesNotExist();
		}
	}

	@Test
	@DisplayName("KIT-32 the real gateway gets the real key and the headers of the request")
	void realGatewayGetsTheRealKey() {
		try (MockApixoGateway real = MockApixoGateway.start(); MockApixoGateway gateway = MockApixoGateway.start()) {
			real.enqueue(reply().text("Hi"));
			gateway.record(recording("t"), real.baseUrl(), KEY);
			Conversations.text(gateway.client().mutate().defaultHeader("x-mine", "1").build(), Requests.hello());
			assertThat(real).lastRequest()
				.hasHeader("x-api-key", KEY)
				.hasHeader("x-mine", "1")
				.hasHeader("anthropic-version", "2023-06-01");
			assertThat(real.requests().get(0).json()).isEqualTo(gateway.requests().get(0).json());
		}
	}

	@Test
	@DisplayName("KIT-33 without Spring a recording is named by its path and its test")
	void recordingIsNamedByItsPath() throws IOException {
		record("refund", (client) -> client, reply().text("refund"));
		record("other", (client) -> client, reply().text("other"));
		try (MockApixoGateway gateway = MockApixoGateway.inMemory()) {
			gateway.replay(Recording.of(file()).test("refund"));
			assertThat(Conversations.text(gateway.client(), Requests.hello())).isEqualTo("refund");
			gateway.verify();
		}
	}

	static List<String> conformanceStreams() {
		return ConformanceStream.NAMES;
	}

	@ParameterizedTest
	@MethodSource("conformanceStreams")
	@DisplayName("KIT-30 the conformance bodies are recorded through a socket and replayed byte for byte, chunk by chunk")
	void conformanceBodiesAreReplayedByteForByte(String name) throws IOException {
		byte[] body = RecordingRulesTests.class.getResourceAsStream("/conformance/streams/" + name + ".sse")
			.readAllBytes();
		try (MockApixoGateway real = MockApixoGateway.start(); MockApixoGateway gateway = MockApixoGateway.start()) {
			real.enqueue(sse(body).splitEvery(97));
			gateway.record(recording(name), real.baseUrl(), KEY);
			assertThat(RawHttp.post(gateway, RawHttp.REQUEST).body()).isEqualTo(body);
			gateway.verify();
			gateway.reset();
			gateway.replay(recording(name));
			List<byte[]> replayed = RawHttp.chunks(gateway);
			gateway.verify();
			assertThat(joined(replayed)).isEqualTo(new String(body, StandardCharsets.ISO_8859_1));
			assertThat(replayed).hasSizeGreaterThanOrEqualTo(body.length / 97)
				.containsExactlyElementsOf(recordedChunks(name));
		}
	}

	private List<byte[]> recordedChunks(String test) {
		JsonNode chunks = new RecordingFile(file()).read(test).get(0).json().at("/response/chunks");
		return chunks.valueStream()
			.map((chunk) -> chunk.isString() ? chunk.asString().getBytes(StandardCharsets.UTF_8)
					: Base64.getDecoder().decode(chunk.path("base64").asString()))
			.toList();
	}

	private static String joined(List<byte[]> chunks) {
		return chunks.stream()
			.map((chunk) -> new String(chunk, StandardCharsets.ISO_8859_1))
			.collect(Collectors.joining());
	}

	private void record(String test, java.util.function.UnaryOperator<ApixoMessagesClient> settings, Reply reply) {
		try (MockApixoGateway real = MockApixoGateway.start(); MockApixoGateway gateway = MockApixoGateway.inMemory()) {
			real.enqueue(reply);
			gateway.record(recording(test), real.baseUrl(), KEY);
			Conversations.outcome(settings.apply(gateway.client()));
			gateway.verify();
		}
	}

	private Recording recording(String test) {
		return Recording.of(file()).test(test);
	}

	private Path file() {
		return this.folder.resolve("recording.jsonl");
	}

}

package ai.apixo.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.messages.Message;
import ai.apixo.messages.content.ToolUseBlock;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.messages.json.ConformanceStream;
import ai.apixo.messages.json.MessagesJsonMapper;
import ai.apixo.messages.raw.ExactJson;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Answers of gateways that do not keep to the protocol, read in every way that there is.
 */
@EachConnector
class FieldCaseTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private final JsonMapper jsonMapper = MessagesJsonMapper.create();

	private final TestConnector connector;

	FieldCaseTests(TestConnector connector) {
		this.connector = connector;
	}

	static Stream<String> cases() {
		return json().values().stream().map((field) -> field.path("id").stringValue());
	}

	static Stream<ConformanceStream> completeStreams() {
		return ConformanceStream.all().filter((stream) -> !stream.fails());
	}

	@ParameterizedTest
	@MethodSource("cases")
	@DisplayName("FIELD-8 FIELD-9 MSG-5 MSG-10 an answer says the same in whatever way it is read")
	void isReadAlikeInEveryWay(String id) {
		JsonNode field = json().values()
			.stream()
			.filter((one) -> one.path("id").stringValue().equals(id))
			.findFirst()
			.orElseThrow();
		JsonNode response = field.path("response");
		String contentType = response.path("headers").path("content-type").stringValue();
		try (ScriptedGateway gateway = ScriptedGateway
			.playing((scripted) -> scripted.respond(200, contentType, response.path("body").stringValue()))) {
			ApixoMessagesClient client = this.connector.client(gateway).build();
			if (contentType.equals("application/json")) {
				check(client.create(Requests.hello()).blockOptional(LIMIT).orElseThrow(),
						field.path("expect").path("create"));
				return;
			}
			Message message = client.streamMessage(Requests.hello()).blockOptional(LIMIT).orElseThrow();
			field.path("expect").forEachEntry((way, expected) -> check(message, expected));
			checkViews(client, message);
		}
	}

	@ParameterizedTest
	@MethodSource("completeStreams")
	@DisplayName("MSG-10 the text of a stream is the same in every view")
	void textIsTheSameInEveryView(ConformanceStream stream) {
		byte[] body = ConformanceTests.body(stream);
		try (ScriptedGateway gateway = ScriptedGateway
			.playing((response) -> response.startStream().chunk(body).endStream())) {
			ApixoMessagesClient client = this.connector.client(gateway).build();
			checkViews(client, client.streamMessage(Requests.hello()).blockOptional(LIMIT).orElseThrow());
		}
	}

	private void checkViews(ApixoMessagesClient client, Message message) {
		assertThat(String.join("", Outcome.of(client.streamText(Requests.hello())).elements()))
			.isEqualTo(message.text());
		List<StreamEvent> events = Outcome.of(client.stream(Requests.hello())).elements();
		List<String> texts = Outcome.of(Flux.fromIterable(events).transform(StreamViews.runningText())).elements();
		assertThat(texts.isEmpty() ? "" : texts.get(texts.size() - 1)).isEqualTo(message.text());
		List<ToolUseBlock> calls = Outcome.of(Flux.fromIterable(events).transform(StreamViews.growingToolUses()))
			.elements();
		for (ToolUseBlock call : message.toolUses()) {
			boolean streamed = calls.stream().anyMatch((one) -> one.id().equals(call.id()));
			assertThat(!streamed || calls.contains(call)).isTrue();
		}
	}

	/**
	 * Check a message against what is right; of a list any item is.
	 */
	private void check(Message message, JsonNode expected) {
		if (expected.isArray()) {
			assertThat(expected.values()).anySatisfy((one) -> check(message, one));
			return;
		}
		assertThat(expected.path("outcome").stringValue()).isEqualTo("complete");
		expected.forEachEntry((name, value) -> {
			switch (name) {
				case "text" -> assertThat(message.text()).isEqualTo(value.stringValue());
				case "inputTokens" -> assertThat(message.usage().inputTokens()).isEqualTo(value.longValue());
				case "tool" -> {
					assertThat(message.toolUses()).extracting(ToolUseBlock::input).containsExactly(value);
					assertThat(message.toolUses()).extracting(ToolUseBlock::unparsedInput).containsOnlyNulls();
				}
				case "unparsed" ->
					assertThat(message.toolUses()).extracting(ToolUseBlock::unparsedInput).doesNotContainNull();
				case "content" -> assertThat(this.jsonMapper.<JsonNode>valueToTree(message.toInput()).path("content"))
					.isEqualTo(value);
				default -> assertThat(name).isEqualTo("outcome");
			}
		});
	}

	private static JsonNode json() {
		try (InputStream input = FieldCaseTests.class.getResourceAsStream("/field/cases.json")) {
			return ExactJson.parse(new String(Objects.requireNonNull(input).readAllBytes(), StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}

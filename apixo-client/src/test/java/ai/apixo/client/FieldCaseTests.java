package ai.apixo.client;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.client.error.ApixoApiException;
import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.client.error.ApixoConnectionException;
import ai.apixo.client.error.ApixoLimitException;
import ai.apixo.client.error.ApixoProtocolException;
import ai.apixo.messages.Message;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.content.ToolUseBlock;
import ai.apixo.messages.event.MessageAccumulator;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.messages.json.ConformanceStream;
import ai.apixo.messages.json.MessagesJsonMapper;

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
		return FieldCase.ids();
	}

	static Stream<ConformanceStream> completeStreams() {
		return ConformanceStream.all().filter((stream) -> !stream.fails());
	}

	@ParameterizedTest
	@MethodSource("cases")
	@DisplayName("FIELD-8 FIELD-9 MSG-5 MSG-10 a response says the same in whatever way it is read")
	void isReadAlikeInEveryWay(String id) {
		FieldCase field = FieldCase.of(id);
		for (String way : field.ways()) {
			try (ScriptedGateway gateway = ScriptedGateway.playing(field::play)) {
				AtomicInteger filtered = new AtomicInteger();
				Supplier<Outcome<Object>> call = () -> {
					ApixoMessagesClient client = field.client(this.connector.client(gateway), gateway, filtered);
					return Outcome.of(Flux.from(call(client, way, field.request())).cast(Object.class));
				};
				Outcome<Object> outcome = outcome(call);
				assertThat(field.expected()).as(id + " by " + way).anySatisfy((one) -> check(outcome, way, one));
				if (field.requests() >= 0) {
					assertThat(gateway.requests()).as(id + " by " + way).hasSize(field.requests());
				}
				if (field.filterCalls() >= 0) {
					assertThat(filtered).as(id + " by " + way).hasValue(field.filterCalls());
				}
				if (way.equals("streamMessage") && outcome.failure() == null
						&& outcome.elements().get(0) instanceof Message message) {
					checkViews(field.client(this.connector.client(gateway), gateway, filtered), message);
				}
			}
		}
	}

	/**
	 * A client may also refuse its settings.
	 */
	private static Outcome<Object> outcome(Supplier<Outcome<Object>> call) {
		try {
			return call.get();
		}
		catch (ApixoConfigurationException ex) {
			return new Outcome<>(List.of(), ex);
		}
	}

	private static Publisher<?> call(ApixoMessagesClient client, String way, MessagesRequest request) {
		return switch (way) {
			case "stream" -> client.stream(request);
			case "streamText" -> client.streamText(request);
			case "streamMessage" -> client.streamMessage(request);
			default -> client.create(request);
		};
	}

	private void check(Outcome<Object> outcome, String way, JsonNode expected) {
		Throwable failure = outcome.failure();
		if (expected.path("outcome").stringValue().equals("error")) {
			assertThat(failure).isNotNull();
			checkFailure(Objects.requireNonNull(failure), expected);
			return;
		}
		assertThat(failure).isNull();
		if (way.equals("streamText")) {
			JsonNode text = expected.path("text");
			assertThat(text.isMissingNode() || text.stringValue().equals(joined(outcome.elements()))).isTrue();
			return;
		}
		check(message(outcome.elements()), expected);
	}

	private static String joined(List<Object> texts) {
		return texts.stream().map(String::valueOf).collect(Collectors.joining());
	}

	private static Message message(List<Object> elements) {
		if (elements.get(0) instanceof Message message) {
			return message;
		}
		MessageAccumulator accumulator = new MessageAccumulator();
		elements.forEach((event) -> accumulator.accept((StreamEvent) event));
		return accumulator.message();
	}

	private static void checkFailure(Throwable failure, JsonNode expected) {
		String message = String.valueOf(failure.getMessage());
		assertThat(expected.path("kinds").valueStream().map(JsonNode::stringValue)).contains(kind(failure));
		expected.path("contains").forEach((part) -> assertThat(message).contains(part.stringValue()));
		expected.path("lacks").forEach((part) -> assertThat(message).doesNotContain(part.stringValue()));
		if (expected.has("clean")) {
			assertThat(message.chars()).allMatch((character) -> character >= ' ' && character != 0xFFFD);
		}
		if (expected.has("status")) {
			assertThat(((ApixoApiException) failure).status()).isEqualTo(expected.path("status").intValue());
		}
		if (expected.has("type")) {
			assertThat(((ApixoApiException) failure).errorType()).isEqualTo(expected.path("type").stringValue());
		}
	}

	private static String kind(Throwable failure) {
		if (failure instanceof ApixoApiException) {
			return "api";
		}
		if (failure instanceof ApixoProtocolException) {
			return "protocol";
		}
		if (failure instanceof ApixoLimitException) {
			return "limit";
		}
		if (failure instanceof ApixoConfigurationException) {
			return "config";
		}
		return (failure instanceof ApixoConnectionException) ? "connection" : "other";
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

	private void check(Message message, JsonNode expected) {
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
				default -> assertThat(name).isIn("outcome", "wellFormed");
			}
		});
	}

}

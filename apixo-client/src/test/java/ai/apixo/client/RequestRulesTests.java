package ai.apixo.client;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.messages.InputMessage;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.RequestMetadata;
import ai.apixo.messages.Thinking;
import ai.apixo.messages.content.Content;
import ai.apixo.messages.content.DocumentBlock;
import ai.apixo.messages.content.SearchResultBlock;
import ai.apixo.messages.content.TextBlock;
import ai.apixo.messages.content.ThinkingBlock;
import ai.apixo.messages.content.ToolResultBlock;
import ai.apixo.messages.content.ToolUseBlock;
import ai.apixo.messages.content.UnknownBlock;
import ai.apixo.messages.raw.ExactJson;
import ai.apixo.messages.tool.CustomTool;
import ai.apixo.messages.tool.Tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is refused before anything is sent.
 */
class RequestRulesTests {

	private static final String HALF = "secret \ud83d";

	private static final JsonNode SCHEMA = ExactJson.parse("{\"type\":\"object\"}");

	@ParameterizedTest(name = "{0}")
	@MethodSource("halves")
	@DisplayName("FIELD-7 half of a surrogate pair is refused with the path of its field, before anything is sent")
	void halfASurrogatePairIsRefusedByName(String path, MessagesRequest request) {
		try (ScriptedGateway gateway = ScriptedGateway
			.playing((response) -> response.respond(200, "text/event-stream", Requests.SHORT_STREAM))) {
			ApixoMessagesClient client = TestConnector.REACTOR_NETTY.client(gateway).build();
			assertThatExceptionOfType(ApixoConfigurationException.class)
				.isThrownBy(() -> client.stream(request).blockLast())
				.withMessageContaining("'" + path + "'")
				.withMessageContaining("U+D83D at index 7")
				.withMessageNotContaining("secret");
			assertThatExceptionOfType(ApixoConfigurationException.class)
				.isThrownBy(() -> client.create(request).block());
			assertThat(gateway.requests()).isEmpty();
		}
	}

	static Stream<Arguments> halves() {
		JsonNode nested = ExactJson.valueOf(Map.of("a", List.of(1, Map.of("b", HALF))));
		return Stream.of(half("system", request().system(HALF)),
				half("system[1].text", request().system(new TextBlock("fine"), new TextBlock(HALF))),
				half("messages[1].content", request().user(HALF)),
				half("messages[1].content[1].text", request().user(new TextBlock("fine"), new TextBlock(HALF))),
				half("messages[1].content[0].content", request().user(ToolResultBlock.of("id", HALF))),
				half("messages[1].content[0].content[0].text",
						request().user(ToolResultBlock.of("id", Content.of(new TextBlock(HALF))))),
				half("messages[1].content[0].source.data", request().user(DocumentBlock.ofText(HALF))),
				half("messages[1].content[0].source.content[0].text",
						request().user(DocumentBlock.ofContent(Content.of(new TextBlock(HALF))))),
				half("messages[1].content[0].title", request().user(SearchResultBlock.of("s", HALF, "t"))),
				half("messages[1].content[0].thinking", request().assistant(new ThinkingBlock(HALF, "sig"))),
				half("messages[1].content[0].input.a[1].b", request().assistant(new ToolUseBlock("i", "n", nested))),
				half("messages[1].content[0].x",
						request().user(new UnknownBlock("x", ExactJson.valueOf(Map.of("x", HALF))))),
				half("tools[0].description", request().tools(Tool.of("n", HALF, SCHEMA))),
				half("tools[0].input_schema.a[1].b", request().tools(CustomTool.builder("n", nested).build())),
				half("tools[0].input_examples[0].a[1].b",
						request().tools(CustomTool.builder("n", SCHEMA).inputExamples(List.of(nested)).build())),
				half("stop_sequences[1]", request().stopSequences("fine", HALF)),
				half("metadata.user_id", request().metadata(new RequestMetadata(HALF))),
				half("x_field", request().additionalProperty("x_field", HALF)),
				half("x_field.?", request().additionalProperty("x_field", Map.of("not a name", HALF))));
	}

	private static Arguments half(String path, MessagesRequest.Builder request) {
		return Arguments.of(path, request.build());
	}

	@ParameterizedTest
	@ValueSource(strings = { "secret \ud83d", "\ude80 secret" })
	@DisplayName("FIELD-7 half of a surrogate pair in a field name is refused with the path of the object")
	void halfASurrogatePairInANameIsRefused(String name) {
		MessagesRequest request = request()
			.assistant(new ToolUseBlock("i", "n", ExactJson.valueOf(Map.of("a", Map.of(name, 1)))))
			.build();
		ApixoMessagesClient client = ApixoMessagesClient.builder().apiKey("test-key").build();
		assertThatExceptionOfType(ApixoConfigurationException.class).isThrownBy(() -> client.create(request).block())
			.withMessageContaining("name inside 'messages[1].content[0].input.a'")
			.withMessageNotContaining("secret");
	}

	private static MessagesRequest.Builder request() {
		return MessagesRequest.builder().model("claude-x").maxTokens(16).user("fine");
	}

	@Test
	@DisplayName("FIELD-7 a thinking budget above max_tokens is legal with the beta for interleaved thinking only")
	void interleavedThinkingMayExceedMaxTokens() {
		MessagesRequest request = request().thinking(Thinking.enabled(4096)).build();
		try (ScriptedGateway gateway = ScriptedGateway
			.playing((response) -> response.respond(200, "text/event-stream", Requests.SHORT_STREAM))) {
			ApixoMessagesClient client = TestConnector.REACTOR_NETTY.client(gateway).build();
			assertThatExceptionOfType(ApixoConfigurationException.class)
				.isThrownBy(() -> client.stream(request).blockLast())
				.withMessageContaining("4096")
				.withMessageContaining("max_tokens");
			assertThat(gateway.requests()).isEmpty();
			ApixoMessagesClient interleaved = client.mutate()
				.anthropicBeta("files-api-2025-04-14", "interleaved-thinking-2025-05-14")
				.build();
			assertThat(interleaved.stream(request).collectList().block()).hasSize(Requests.EVENTS);
			MessagesRequest betaInBody = request.toBuilder()
				.additionalProperty("anthropic_beta", List.of("interleaved-thinking-2025-05-14"))
				.build();
			assertThat(client.stream(betaInBody).collectList().block()).hasSize(Requests.EVENTS);
		}
	}

	@Test
	void aRequestWithoutMessagesIsRefused() {
		ApixoMessagesClient client = ApixoMessagesClient.builder().apiKey("test-key").build();
		assertThatExceptionOfType(ApixoConfigurationException.class)
			.isThrownBy(() -> client.create(request().messages(List.<InputMessage>of()).build()).block())
			.withMessageContaining("user(..)");
	}

	@Test
	void aRequestWithoutModelIsRefused() {
		ApixoMessagesClient client = ApixoMessagesClient.builder().apiKey("test-key").build();
		assertThatExceptionOfType(ApixoConfigurationException.class)
			.isThrownBy(() -> client.create(request().model(null).build()).block())
			.withMessageContaining("has no 'model'");
	}

}

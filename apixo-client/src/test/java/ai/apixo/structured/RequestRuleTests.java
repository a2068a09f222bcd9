package ai.apixo.structured;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;

import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.messages.Effort;
import ai.apixo.messages.InputMessage;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.OutputConfig;
import ai.apixo.messages.Thinking;
import ai.apixo.messages.content.DocumentBlock;
import ai.apixo.messages.json.MessagesJsonMapper;
import ai.apixo.messages.tool.Tool;
import ai.apixo.messages.tool.ToolChoice;
import ai.apixo.structured.StructuredOutput.Mode;
import ai.apixo.structured.Types.Recipe;

import static org.assertj.core.api.Assertions.assertThat;

class RequestRuleTests {

	private final RecordedClient client = RecordedClient.answering();

	private StructuredOutput<Recipe> output(Mode mode) {
		return StructuredOutput.builder(this.client).mode(mode).build(Recipe.class);
	}

	private JsonNode prepared(Mode mode, MessagesRequest request) {
		return MessagesJsonMapper.create().valueToTree(output(mode).prepare(request));
	}

	private void refused(Mode mode, MessagesRequest request, String words) {
		StepVerifier.create(output(mode).create(request))
			.verifyErrorSatisfies((failure) -> assertThat(failure).isInstanceOf(ApixoConfigurationException.class)
				.hasMessageContaining(words));
		assertThat(this.client.requests()).isEmpty();
	}

	@Test
	@DisplayName("STR-14 mode OUTPUT_CONFIG sets the format and keeps effort and unknown fields beside it")
	void outputConfigSetsTheFormat() {
		MessagesRequest request = Answer.request()
			.toBuilder()
			.outputConfig(OutputConfig.effort(Effort.HIGH))
			.additionalProperty("beta_field", 1)
			.build();
		JsonNode body = prepared(Mode.OUTPUT_CONFIG, request);
		assertThat(body.at("/output_config/effort").asString()).isEqualTo("high");
		assertThat(body.at("/output_config/format/type").asString()).isEqualTo("json_schema");
		assertThat(body.at("/output_config/format/schema")).isEqualTo(JsonSchemas.create().of(Recipe.class).strict());
		assertThat(body.get("beta_field").asInt()).isEqualTo(1);
	}

	@Test
	@DisplayName("STR-14 mode TOOL adds a tool named answer and makes the model call it, once")
	void toolIsAddedAndChosen() {
		MessagesRequest request = Answer.request()
			.toBuilder()
			.tools(Tool.of("other", "Does something else.", "{\"type\":\"object\"}"))
			.build();
		JsonNode body = prepared(Mode.TOOL, request);
		assertThat(body.at("/tools/0/name").asString()).isEqualTo("other");
		assertThat(body.at("/tools/1/name").asString()).isEqualTo("answer");
		assertThat(body.at("/tools/1/input_schema")).isEqualTo(JsonSchemas.create().of(Recipe.class).full());
		assertThat(body.get("tool_choice"))
			.isEqualTo(Answer.json("{'type':'tool','name':'answer','disable_parallel_tool_use':true}"));
		assertThat(body.has("output_config")).isFalse();
	}

	@Test
	@DisplayName("STR-15 what cannot work is refused before any request")
	void whatCannotWorkIsRefused() {
		MessagesRequest request = Answer.request();
		refused(Mode.OUTPUT_CONFIG,
				request.toBuilder().outputConfig(OutputConfig.jsonSchema(Answer.json("{}"))).build(),
				"already has a format");
		refused(Mode.OUTPUT_CONFIG, request.toBuilder().message(InputMessage.assistant("{")).build(),
				"ends with an assistant turn");
		refused(Mode.OUTPUT_CONFIG, request.toBuilder().user(DocumentBlock.ofText("x").withCitations()).build(),
				"citations enabled");
		refused(Mode.TOOL, request.toBuilder().thinking(Thinking.enabled(2000)).build(), "Thinking is enabled");
		refused(Mode.TOOL, request.toBuilder().toolChoice(ToolChoice.auto()).build(), "already has a 'tool_choice'");
		refused(Mode.TOOL, request.toBuilder().tools(Tool.of("answer", "x", "{\"type\":\"object\"}")).build(),
				"tool named 'answer'");
	}

}

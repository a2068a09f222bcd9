package ai.apixo.messages.json;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.messages.ApixoModels;
import ai.apixo.messages.Container;
import ai.apixo.messages.ContainerSkill;
import ai.apixo.messages.Effort;
import ai.apixo.messages.InputMessage;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.OutputConfig;
import ai.apixo.messages.OutputFormat;
import ai.apixo.messages.RequestMetadata;
import ai.apixo.messages.ServiceTier;
import ai.apixo.messages.Thinking;
import ai.apixo.messages.content.Base64Source;
import ai.apixo.messages.content.BrowserStateBlock;
import ai.apixo.messages.content.BrowserStateChange;
import ai.apixo.messages.content.BrowserTab;
import ai.apixo.messages.content.CacheControl;
import ai.apixo.messages.content.Caller;
import ai.apixo.messages.content.CharLocation;
import ai.apixo.messages.content.CitationsConfig;
import ai.apixo.messages.content.ContainerUploadBlock;
import ai.apixo.messages.content.Content;
import ai.apixo.messages.content.DocumentBlock;
import ai.apixo.messages.content.ImageBlock;
import ai.apixo.messages.content.ImageTransformations;
import ai.apixo.messages.content.RedactedThinkingBlock;
import ai.apixo.messages.content.SearchResultBlock;
import ai.apixo.messages.content.ServerToolError;
import ai.apixo.messages.content.ServerToolResultBlock;
import ai.apixo.messages.content.ServerToolUseBlock;
import ai.apixo.messages.content.TextBlock;
import ai.apixo.messages.content.ThinkingBlock;
import ai.apixo.messages.content.ToolReferenceBlock;
import ai.apixo.messages.content.ToolResultBlock;
import ai.apixo.messages.content.ToolUseBlock;
import ai.apixo.messages.raw.ExactJson;
import ai.apixo.messages.tool.ServerTool;
import ai.apixo.messages.tool.Tool;
import ai.apixo.messages.tool.ToolChoice;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The JSON of requests.
 */
class RequestJsonTests {

	private static final CacheControl CACHE = CacheControl.ephemeral();

	private final JsonMapper mapper = MessagesJsonMapper.create();

	@Test
	@DisplayName("A request with every field is written as the fixture says, in its order")
	void everyFieldIsWritten() {
		String written = this.mapper.writeValueAsString(everything());
		assertThat(written).isEqualTo(ExactJson.parse(Fixture.read("request.json")).toString());
	}

	@Test
	@DisplayName("The fixture is read as the request with every field")
	void everyFieldIsRead() {
		assertThat(this.mapper.readValue(Fixture.read("request.json"), MessagesRequest.class)).isEqualTo(everything());
	}

	@Test
	@DisplayName("A plain request is short: text stays a string, what is absent is not written")
	void plainRequestIsShort() {
		MessagesRequest request = MessagesRequest.builder()
			.model(ApixoModels.CLAUDE_SONNET_4_6)
			.maxTokens(0)
			.system("You are concise.")
			.user("Explain RAG in 3 bullets.")
			.container(Container.of("container_1"))
			.build();
		assertThat(this.mapper.writeValueAsString(request))
			.isEqualTo("{\"model\":\"claude-sonnet-4-6\",\"max_tokens\":0,"
					+ "\"system\":\"You are concise.\",\"messages\":[{\"role\":\"user\","
					+ "\"content\":\"Explain RAG in 3 bullets.\"}],\"container\":\"container_1\"}");
	}

	@Test
	@DisplayName("A field set by name does not take the place of a component that is set")
	void componentsComeFirst() {
		MessagesRequest request = MessagesRequest.builder()
			.maxTokens(5)
			.additionalProperty("max_tokens", 7)
			.additionalProperty("model", "x")
			.build();
		JsonEquality.assertSameJson(this.mapper.writeValueAsString(request),
				"{\"max_tokens\":5,\"messages\":[],\"model\":\"x\"}");
	}

	private static MessagesRequest everything() {
		return MessagesRequest.builder()
			.model(ApixoModels.CLAUDE_SONNET_4_6)
			.maxTokens(4096)
			.system(new TextBlock("You know the harbour.")
				.withCacheControl(CacheControl.ephemeral(CacheControl.TTL_1H)))
			.user("When is high water?")
			.message(question())
			.message(answer())
			.message(toolResults())
			.message(InputMessage.system("Answer in one sentence from here on."))
			.tool(Tool.of("tide_table", "High and low water of a port", """
					{"type": "object", "properties": {"port": {"type": "string"}}, "required": ["port"]}""")
				.toBuilder()
				.strict(true)
				.eagerInputStreaming(true)
				.deferLoading(false)
				.inputExamples(List.of(ExactJson.parse("{\"port\": \"Brest\"}")))
				.allowedCallers("direct")
				.cacheControl(CacheControl.ephemeral(CacheControl.TTL_5M))
				.build())
			.tool(ServerTool.of("web_search_20250305", "web_search")
				.withCacheControl(CACHE)
				.withAdditionalProperty("max_uses", 5)
				.withAdditionalProperty("user_location",
						ExactJson.parse("{\"type\": \"approximate\", \"city\": \"Brest\"}")))
			.toolChoice(ToolChoice.tool("tide_table").withoutParallelToolUse())
			.thinking(Thinking.enabled(2048).withDisplay("omitted"))
			.outputConfig(new OutputConfig(Effort.HIGH, OutputFormat.jsonSchema(Map.of("type", "object"))))
			.stopSequences("\n###")
			.temperature(0.7)
			.topP(0.95)
			.topK(40)
			.metadata(new RequestMetadata("u-1"))
			.serviceTier(ServiceTier.AUTO)
			.inferenceGeo("eu")
			.container(new Container("container_1", null, List.of(new ContainerSkill("s1", "custom", "2"))))
			.cacheControl(CACHE)
			.additionalProperty("context_management",
					Map.of("edits", List.of(Map.of("type", "clear_tool_uses_20250919"))))
			.additionalProperty("x_null", null)
			.build();
	}

	private static InputMessage question() {
		CitationsConfig citations = new CitationsConfig(true);
		Base64Source pdf = new Base64Source("application/pdf", "AQID");
		return InputMessage.user(new TextBlock("Look at these.").withCacheControl(CACHE),
				new ImageBlock(new Base64Source("image/png", "AQID"), new ImageTransformations("downsize"), CACHE),
				ImageBlock.ofUrl("https://tides.example/a.png"), ImageBlock.ofFileId("file_1"),
				new DocumentBlock(pdf, "Almanac", "Of this year", citations, CACHE), DocumentBlock.ofText("06:00 low"),
				DocumentBlock.ofUrl("https://tides.example/a.pdf"), DocumentBlock.ofFileId("file_2"),
				DocumentBlock.ofContent(Content.of("One text")),
				DocumentBlock.ofContent(Content.of(new TextBlock("A block"))),
				SearchResultBlock.of("https://lock.example", "Lock", "Opens at six").withCacheControl(CACHE),
				new ContainerUploadBlock("file_3", CACHE));
	}

	private static InputMessage answer() {
		JsonNode input = ExactJson.parse("{\"z\": 1.10, \"a\": 12345678901234567890}");
		return InputMessage.assistant(new ThinkingBlock("", "c2ln"), new RedactedThinkingBlock("ZGF0YQ=="),
				new TextBlock("At six.", List.of(new CharLocation("06:00", 0, "Almanac", 0, 5, null)), null),
				ToolUseBlock.builder("toolu_1", "tide_table", input)
					.caller(new Caller("code_execution_20260120", "srvtoolu_1"))
					.toolsetName("harbour")
					.cacheControl(CACHE)
					.build(),
				ServerToolUseBlock.builder("srvtoolu_2", "web_search", ExactJson.valueOf(Map.of("query", "tide")))
					.caller(new Caller("direct", null))
					.build(),
				new ServerToolResultBlock("web_search_tool_result", "srvtoolu_2",
						new ServerToolError("web_search_tool_result_error", "unavailable", null),
						new Caller("direct", null), null));
	}

	private static InputMessage toolResults() {
		BrowserTab tab = new BrowserTab("t1", "Tides", "https://tides.example", true);
		List<BrowserStateChange> changes = List.of(BrowserStateChange.builder("tab_opened").tabId("t1").build(),
				BrowserStateChange.builder("download_completed")
					.downloadId("d1")
					.url("https://tides.example/a.pdf")
					.path("/a.pdf")
					.sizeBytes(9007199254740993L)
					.build(),
				BrowserStateChange.builder("download_failed")
					.downloadId("d2")
					.url("https://tides.example/b.pdf")
					.error("gone")
					.build());
		Content content = Content.of(new TextBlock("11:40"), new ToolReferenceBlock("moon", null),
				new BrowserStateBlock(List.of(tab), changes, null));
		return InputMessage.user(
				new ToolResultBlock("toolu_1", content, false, "harbour", CACHE,
						Map.of("is_error", ExactJson.valueOf(false))),
				ToolResultBlock.error("toolu_2", "no such port"));
	}

}

package ai.apixo.messages.tool;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import ai.apixo.messages.content.CacheControl;
import ai.apixo.messages.raw.ExactJson;

import static org.assertj.core.api.Assertions.assertThat;

class ToolTests {

	private static final String SCHEMA = """
			{"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}""";

	@Test
	void schemaIsTextTreeOrMap() {
		CustomTool tool = Tool.of("time", "The time in a city", SCHEMA);
		assertThat(tool).isEqualTo(Tool.of("time", "The time in a city", ExactJson.parse(SCHEMA)));
		assertThat(tool).isEqualTo(Tool.of("time", "The time in a city", Map.of("type", "object", "properties",
				Map.of("city", Map.of("type", "string")), "required", List.of("city"))));
	}

	@Test
	void optionsAreAddedToATool() {
		CustomTool tool = Tool.of("time", "The time", SCHEMA)
			.toBuilder()
			.strict(true)
			.cacheControl(CacheControl.ephemeral())
			.additionalProperty("x_priority", 1)
			.build();
		assertThat(tool.name()).isEqualTo("time");
		assertThat(tool.strict()).isTrue();
		assertThat(tool.cacheControl()).isEqualTo(new CacheControl("ephemeral", null));
		assertThat(tool.additionalProperties()).containsOnlyKeys("x_priority");
		assertThat(tool.toBuilder().build()).isEqualTo(tool);
	}

	@Test
	void fieldsOfServerToolsAreFree() {
		ServerTool tool = ServerTool.of("web_search_20250305", "web_search").withAdditionalProperty("max_uses", 5);
		assertThat(tool.additionalProperties()).containsEntry("max_uses", ExactJson.valueOf(5));
	}

}

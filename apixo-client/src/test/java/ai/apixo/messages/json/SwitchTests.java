package ai.apixo.messages.json;

import java.util.function.Predicate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.messages.content.BrowserTab;
import ai.apixo.messages.content.CitationsConfig;
import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.content.ToolResultBlock;
import ai.apixo.messages.raw.ExactJson;
import ai.apixo.messages.tool.CustomTool;
import ai.apixo.messages.tool.Tool;
import ai.apixo.messages.tool.ToolChoice;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fields that are true, false or absent.
 */
class SwitchTests {

	private final JsonMapper mapper = MessagesJsonMapper.create();

	@Test
	void anAbsentSwitchIsOff() {
		assertThat(ToolResultBlock.of("toolu_1", "fine").isError()).isFalse();
		assertThat(ToolResultBlock.error("toolu_1", "failed").isError()).isTrue();
		CustomTool tool = Tool.of("t", "d", "{}");
		assertThat(tool.strict()).isFalse();
		assertThat(tool.eagerInputStreaming()).isFalse();
		assertThat(tool.deferLoading()).isFalse();
		assertThat(ToolChoice.auto().disableParallelToolUse()).isFalse();
		assertThat(new CitationsConfig(false).enabled()).isFalse();
		assertThat(new BrowserTab("t", "t", "u", false).active()).isFalse();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{"type":"tool_result","tool_use_id":"t"%s}  | is_error
			{"name":"n","input_schema":{}%s}            | strict
			{"name":"n","input_schema":{}%s}            | eager_input_streaming
			{"name":"n","input_schema":{}%s}            | defer_loading
			{"type":"auto"%s}                           | disable_parallel_tool_use
			{"x":1%s}                                   | enabled
			{"tab_id":"t","title":"t","url":"u"%s}      | active
			""")
	void trueFalseAndAbsentSurviveTheRoundTrip(String json, String field) {
		for (String value : new String[] { "", ",\"" + field + "\":true", ",\"" + field + "\":false",
				",\"" + field + "\":null", ",\"" + field + "\":\"odd\"" }) {
			String whole = json.formatted(value);
			Predicate<Object> isOn = (read) -> switch (field) {
				case "is_error" -> ((ToolResultBlock) read).isError();
				case "strict" -> ((CustomTool) read).strict();
				case "eager_input_streaming" -> ((CustomTool) read).eagerInputStreaming();
				case "defer_loading" -> ((CustomTool) read).deferLoading();
				case "disable_parallel_tool_use" -> ((ToolChoice) read).disableParallelToolUse();
				case "enabled" -> ((CitationsConfig) read).enabled();
				default -> ((BrowserTab) read).active();
			};
			Object read = this.mapper.readValue(whole, type(field));
			assertThat(isOn.test(read)).as(whole).isEqualTo(value.endsWith("true"));
			JsonEquality.assertSameJson(this.mapper.writeValueAsString(read), whole);
		}
	}

	private static Class<?> type(String field) {
		return switch (field) {
			case "is_error" -> ContentBlock.class;
			case "strict", "eager_input_streaming", "defer_loading" -> Tool.class;
			case "disable_parallel_tool_use" -> ToolChoice.class;
			case "enabled" -> CitationsConfig.class;
			default -> BrowserTab.class;
		};
	}

	@Test
	void anExplicitFalseIsSentAndReadable() {
		CustomTool tool = Tool.of("t", "d", "{}").toBuilder().strict(true).eagerInputStreaming(false).build();
		assertThat(this.mapper.valueToTree(tool).path("eager_input_streaming").isBoolean()).isTrue();
		assertThat(tool.additionalProperties()).containsEntry("eager_input_streaming", ExactJson.valueOf(false))
			.doesNotContainKey("defer_loading");
		CustomTool left = tool.toBuilder().eagerInputStreaming(null).strict(null).build();
		assertThat(left).isEqualTo(Tool.of("t", "d", "{}"));
		CustomTool on = tool.toBuilder().eagerInputStreaming(true).build();
		assertThat(on.eagerInputStreaming()).isTrue();
		assertThat(on.additionalProperties()).isEmpty();
	}

}

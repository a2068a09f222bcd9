package ai.apixo.messages;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.messages.content.Content;
import ai.apixo.messages.content.RedactedThinkingBlock;
import ai.apixo.messages.content.ServerToolUseBlock;
import ai.apixo.messages.content.TextBlock;
import ai.apixo.messages.content.ThinkingBlock;
import ai.apixo.messages.content.ToolUseBlock;
import ai.apixo.messages.json.MessagesJsonMapper;
import ai.apixo.messages.raw.ExactJson;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@link Message#toInput()} makes of an answer is taken back by the Messages API.
 */
class ReplayTests {

	private final JsonMapper mapper = MessagesJsonMapper.create();

	@Test
	@DisplayName("FIELD-8 Blank text, and thinking without signature, are left out")
	void refusedBlocksAreLeftOut() {
		Message message = Message.builder()
			.content(new ThinkingBlock("Hm", null), new ThinkingBlock("Hm", ""), new ThinkingBlock("", "signed"),
					new RedactedThinkingBlock("data"), new TextBlock(""), new TextBlock("\n\n"), new TextBlock(" a "))
			.build();
		assertThat(message.toInput().content().blocks()).containsExactly(new ThinkingBlock("", "signed"),
				new RedactedThinkingBlock("data"), new TextBlock(" a "));
	}

	@Test
	@DisplayName("FIELD-8 An answer without content is a turn with some")
	void emptyAnswer() {
		InputMessage turn = Message.builder().build().toInput();
		assertThat(turn.role()).isEqualTo(Role.ASSISTANT);
		assertThat(turn.content().text()).isEqualTo("(no content)");
		assertThat(Message.builder().content(new TextBlock("")).build().toInput()).isEqualTo(turn);
	}

	@Test
	@DisplayName("FIELD-8 After pause_turn the turn goes back unchanged")
	void pausedTurn() {
		ServerToolUseBlock call = new ServerToolUseBlock("s", "web_search", ExactJson.parse("{\"query\":1}"));
		Message message = Message.builder().content(new TextBlock("a"), call).stopReason(StopReason.PAUSE_TURN).build();
		assertThat(message.toInput().content()).isEqualTo(Content.of(new TextBlock("a"), call));
	}

	@Test
	@DisplayName("FIELD-8 The input of a call is an object, and what is none stays readable")
	void inputIsAnObject() {
		for (String input : List.of("\"\"", "null", "\"  \"", "{}")) {
			assertReplayed(input, "{}", null);
		}
		assertReplayed("\"{\\\"a\\\":1}\"", "{\"a\":1}", null);
		assertReplayed("\"abc\"", "{}", "abc");
		assertReplayed("[1]", "{}", "[1]");
		assertReplayed("7", "{}", "7");
	}

	private void assertReplayed(String input, String replayed, @Nullable String unparsed) {
		for (String type : List.of("tool_use", "server_tool_use", "mcp_tool_use")) {
			Message message = this.mapper.readValue(
					"{\"content\":[{\"type\":\"" + type + "\",\"id\":\"t\",\"name\":\"w\",\"input\":" + input + "}]}",
					Message.class);
			InputMessage turn = message.toInput();
			JsonNode block = this.mapper.<JsonNode>valueToTree(turn).path("content").path(0);
			assertThat(block.path("input")).hasToString(replayed);
			if (turn.content().blocks().get(0) instanceof ToolUseBlock call) {
				assertThat(call.unparsedInput()).isEqualTo(unparsed);
				assertThat(message.toolUses().get(0).unparsedInput()).isEqualTo(unparsed);
			}
		}
	}

	@Test
	@DisplayName("FIELD-8 A turn can go back without unknown fields and blocks")
	void withoutUnknownFields() {
		TextBlock text = new TextBlock("a", List.of(), null, Map.of("x", ExactJson.parse("1")));
		Message message = this.mapper.readValue("""
				{"content":[{"type":"hologram"},{"type":"text","text":"a","x":1,"citations":[
				{"type":"y"},{"type":"page_location","cited_text":"c","document_index":0,"start_page_number":1,
				"end_page_number":2,"z":1}]}]}""", Message.class);
		assertThat(this.mapper.<JsonNode>valueToTree(message.toInput().withoutUnknownFields()))
			.isEqualTo(ExactJson.parse("""
					{"role":"assistant","content":[{"type":"text","text":"a","citations":[
					{"type":"page_location","cited_text":"c","document_index":0,"start_page_number":1,
					"end_page_number":2}]}]}"""));
		assertThat(InputMessage.assistant(text).withoutUnknownFields())
			.isEqualTo(InputMessage.assistant(new TextBlock("a")));
	}

}

package ai.apixo.messages.event;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import ai.apixo.messages.content.Citation;
import ai.apixo.messages.content.TextBlock;
import ai.apixo.messages.content.ThinkingBlock;
import ai.apixo.messages.content.ToolUseBlock;
import ai.apixo.messages.content.UnknownBlock;
import ai.apixo.messages.content.WebSearchResultLocation;
import ai.apixo.messages.raw.ExactJson;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Deltas of unknown blocks, and those that have come to the wrong one.
 */
class MisplacedDeltaTests extends Accumulation {

	@Test
	@DisplayName("MSG-5 A delta for a field that an unknown block does not have changes nothing")
	void deltaWithoutItsFieldChangesNothing() {
		UnknownBlock unknown = new UnknownBlock("hologram", ExactJson.parse("{\"type\":\"hologram\"}"));
		start(new ContentBlockStart(0, unknown), text(0, "x"), json(0, "{}"), new ContentBlockStop(5));
		assertThat(this.accumulator.message().content()).containsExactly(unknown);
	}

	@Test
	@DisplayName("MSG-5 The pieces of an unknown block's arguments are joined and parsed into its input")
	void unknownBlockKeepsItsArguments() {
		start(unknown(0, "{\"type\":\"mcp_tool_use\",\"input\":{}}"), json(0, "{\"q\":"), json(0, "1}"));
		assertThat(((UnknownBlock) block(0)).unparsedInput()).isEqualTo("{\"q\":1}");
		accept(new ContentBlockStop(0));
		assertThat(block(0)).isEqualTo(unknownBlock("{\"type\":\"mcp_tool_use\",\"input\":{\"q\":1}}"));
	}

	@Test
	@DisplayName("MSG-5 MSG-9 Cut arguments of an unknown block are there as raw text")
	void unknownBlockKeepsCutArguments() {
		start(unknown(0, "{\"type\":\"mcp_tool_use\",\"input\":null}"), json(0, "{\"q\":"), new MessageStop());
		UnknownBlock block = (UnknownBlock) block(0);
		assertThat(block.unparsedInput()).isEqualTo("{\"q\":");
		assertThat(block.raw().path("input").isNull()).isTrue();
	}

	@Test
	@DisplayName("MSG-5 Strings and citations of deltas grow the fields of their names, null ones too")
	void unknownBlockGrowsByFieldNames() {
		start(unknown(0,
				"{\"type\":\"x\",\"text\":\"a\",\"thinking\":null,\"signature\":\"\",\"content\":null,\"citations\":null,\"n\":1}"),
				text(0, "b"), new ContentBlockDelta(0, new ThinkingDelta("Hm")),
				new ContentBlockDelta(0, new SignatureDelta("s")),
				unknownDelta("{\"content\":\"c\",\"n\":\"2\",\"y\":\"z\"}"),
				unknownDelta("{\"content\":\"d\",\"citation\":{\"k\":1}}"),
				new ContentBlockDelta(0, new CitationsDelta(new WebSearchResultLocation("t", "i", null, "u"))));
		assertThat(((UnknownBlock) block(0)).raw()).isEqualTo(ExactJson.parse("""
				{"type":"x","text":"ab","thinking":"Hm","signature":"s","content":"cd","citations":[{"k":1},
				{"type":"web_search_result_location","cited_text":"t","encrypted_index":"i","url":"u"}],"n":1}"""));
	}

	@Test
	@DisplayName("MSG-5 A known type that lacks a required field grows like an unknown one")
	void misshapenBlockGrows() {
		start(unknown(0, "{\"type\":\"tool_use\",\"name\":\"w\",\"input\":{}}"), json(0, "{\"a\":1}"),
				new MessageStop());
		assertThat(block(0)).isEqualTo(unknownBlock("{\"type\":\"tool_use\",\"name\":\"w\",\"input\":{\"a\":1}}"));
	}

	@Test
	@DisplayName("MSG-10 Text, thinking, signature and citation of a block that never started open one")
	void deltasOpenTheirBlocks() {
		Citation citation = new WebSearchResultLocation("t", "i", null, "u");
		start(text(3, "c"), new ContentBlockDelta(0, new ThinkingDelta("a")),
				new ContentBlockDelta(0, new SignatureDelta("s")), text(3, "d"),
				new ContentBlockDelta(5, new CitationsDelta(citation)));
		assertThat(this.accumulator.message().content()).containsExactly(new ThinkingBlock("a", "s"),
				new TextBlock("cd"), new TextBlock("", List.of(citation), null));
	}

	@Test
	@DisplayName("MSG-10 Text after the end of its block, or for a block of another kind, is not lost")
	void textIsNeverLost() {
		start(new ContentBlockStart(0, new TextBlock("a")), new ContentBlockStop(0), text(0, "b"), toolUse(1, NO_INPUT),
				text(1, "c"), new ContentBlockStop(1), new ContentBlockDelta(0, new ThinkingDelta("d")), text(0, "e"));
		assertThat(this.accumulator.message().text()).isEqualTo("abec");
		assertThat(this.accumulator.text()).isEqualTo("abec");
		assertThat(this.accumulator.message().thinking()).isEqualTo("d");
	}

	@Test
	@DisplayName("MSG-10 Of two blocks with index 0 each gets its own deltas")
	void blocksWithTheSameIndexGetTheirOwnDeltas() {
		start(new ContentBlockStart(0, new TextBlock("")), toolUse(0, NO_INPUT), text(0, "a"), json(0, "{\"n\":"),
				text(0, "b"), json(0, "1}"), new ContentBlockStop(0), new MessageStop());
		assertThat(block(0)).isEqualTo(new TextBlock("ab"));
		assertThat(input(1)).isEqualTo(ExactJson.parse("{\"n\":1}"));
	}

	@Test
	@DisplayName("MSG-10 A delta without index belongs to the only open block")
	void deltaWithoutIndexBelongsToTheOpenBlock() {
		start(new ContentBlockStart(0, new TextBlock("a")), new ContentBlockStop(0), toolUse(1, NO_INPUT),
				json(-1, "{\"n\":1}"), new ContentBlockStop(-1), text(0, "b"));
		assertThat(input(1)).isEqualTo(ExactJson.parse("{\"n\":1}"));
		assertThat(this.accumulator.message().text()).isEqualTo("ab");
	}

	@Test
	@DisplayName("MSG-10 Without any index the blocks stand in the order of their starts")
	void streamWithoutIndexes() {
		start(new ContentBlockStart(-1, new TextBlock("")), text(-1, "a"), new ContentBlockStop(-1),
				toolUse(-1, NO_INPUT), json(-1, "{\"n\":1}"), new ContentBlockStop(-1), new MessageStop());
		assertThat(block(0)).isEqualTo(new TextBlock("a"));
		assertThat(input(1)).isEqualTo(ExactJson.parse("{\"n\":1}"));
	}

	@Test
	@DisplayName("MSG-10 Arguments that may be of one of two open calls leave both in doubt")
	void argumentsWithoutIndexLeaveCallsInDoubt() {
		start(toolUse(0, NO_INPUT), toolUse(1, NO_INPUT), json(-1, "{\"n\":"), json(-1, "1}"), new MessageStop());
		assertThat(unparsedInputs()).containsExactly("{\"n\":1}", "{\"n\":1}");
	}

	@Test
	@DisplayName("MSG-10 Arguments for a block that never started leave the calls without arguments in doubt")
	void strayArgumentsLeaveCallsInDoubt() {
		start(toolUse(0, NO_INPUT), toolUse(2, NO_INPUT), json(2, "{}"), json(1, "{\"a\":1}"), new MessageStop());
		assertThat(unparsedInputs()).containsExactly("{\"a\":1}", null);
		assertThat(this.accumulator.changedToolUses()).extracting(ToolUseBlock::id)
			.containsExactly("toolu_0", "toolu_2");
	}

	@Test
	@DisplayName("MSG-10 Arguments where there is no call are those of a call without name")
	void strayArgumentsWithoutCall() {
		start(new ContentBlockStart(0, new TextBlock("a")), json(0, "{\"a\":1}"), new MessageStop());
		assertThat(unparsedInputs()).containsExactly("{\"a\":1}");
		assertThat(this.accumulator.changedToolUses()).hasSize(1);
	}

	@Test
	@DisplayName("MSG-10 Arguments that came before their call are its own")
	void argumentsBeforeTheirCall() {
		start(json(0, "{\"a\":"), toolUse(0, NO_INPUT), json(0, "1}"), new ContentBlockStop(0), new MessageStop());
		assertThat(this.accumulator.message().toolUses()).hasSize(1);
		assertThat(input(0)).isEqualTo(ExactJson.parse("{\"a\":1}"));
	}

	@Test
	@DisplayName("MSG-10 Arguments after the end of their call are its own, and JSON or raw text")
	void argumentsAfterTheEndOfTheirCall() {
		start(toolUse(0, NO_INPUT), new ContentBlockStop(0), json(0, "{\"a\":1}"), toolUse(1, NO_INPUT), json(1, "{}"),
				new ContentBlockStop(1), json(1, "{\"b\":1}"), new MessageStop());
		assertThat(input(0)).isEqualTo(ExactJson.parse("{\"a\":1}"));
		assertThat(unparsedInputs()).containsExactly(null, "{}{\"b\":1}");
	}

	@Test
	@DisplayName("MSG-10 Arguments under another name are no call without arguments")
	void argumentsUnderAnotherName() {
		InputJsonDelta whole = new InputJsonDelta("", Map.of("input", ExactJson.parse("{\"a\":1}")));
		start(toolUse(0, NO_INPUT), new ContentBlockDelta(0, whole), new MessageStop());
		assertThat(input(0)).isEqualTo(ExactJson.parse("{\"a\":1}"));
	}

	@Test
	@DisplayName("MSG-10 Arguments that are an object are the input, other ones that are no string raw text")
	void argumentsThatAreNoString() {
		start(toolUse(0, NO_INPUT), unknownDelta(0, "{\"type\":\"input_json_delta\",\"partial_json\":{\"a\":1}}"),
				toolUse(1, NO_INPUT), unknownDelta(1, "{\"type\":\"input_json_delta\",\"partial_json\":[1]}"),
				toolUse(2, NO_INPUT), json(2, "{\"a\":"),
				unknownDelta(2, "{\"type\":\"input_json_delta\",\"partial_json\":7}"), json(2, "}"), new MessageStop());
		assertThat(input(0)).isEqualTo(ExactJson.parse("{\"a\":1}"));
		assertThat(unparsedInputs()).containsExactly(null, "[1]", "{\"a\":7}");
	}

	@ParameterizedTest
	@MethodSource("argumentsOutOfBounds")
	@DisplayName("MSG-9 Arguments beyond the bounds of a parser are raw text")
	void argumentsOutOfBoundsAreRawText(String arguments) {
		start(toolUse(0, NO_INPUT), json(0, arguments), new ContentBlockStop(0), new MessageStop());
		assertThat(unparsedInputs()).containsExactly(arguments);
		assertThat(input(0)).isEqualTo(NO_INPUT);
	}

	static Stream<String> argumentsOutOfBounds() {
		return Stream.of("{\"a\":1e99999999999}", "{\"a\":-1E-99999999999}", "{\"a\":" + "9".repeat(1001) + "}",
				"{\"" + "n".repeat(50_001) + "\":1}", "{\"a\":[1e99999999999]}", "\"{\\\"a\\\":1e99999999999");
	}

	@Test
	@DisplayName("FIELD-8 A string that holds an object means that object, an empty one no arguments")
	void stringThatHoldsAnObject() {
		start(toolUse(0, NO_INPUT), json(0, "\"{\\\"a\\\":1}\""), toolUse(1, NO_INPUT), json(1, "\"\""),
				toolUse(2, NO_INPUT), json(2, "null"), new MessageStop());
		assertThat(input(0)).isEqualTo(ExactJson.parse("{\"a\":1}"));
		assertThat(input(1)).isEqualTo(NO_INPUT);
		assertThat(input(2)).isEqualTo(NO_INPUT);
		assertThat(unparsedInputs()).containsOnlyNulls();
	}

}

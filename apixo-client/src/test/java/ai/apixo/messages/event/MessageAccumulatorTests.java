package ai.apixo.messages.event;

import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import ai.apixo.AllocatedBytes;
import ai.apixo.messages.Message;
import ai.apixo.messages.ResponseInfo;
import ai.apixo.messages.StopReason;
import ai.apixo.messages.Usage;
import ai.apixo.messages.content.Citation;
import ai.apixo.messages.content.ServerToolUseBlock;
import ai.apixo.messages.content.TextBlock;
import ai.apixo.messages.content.ThinkingBlock;
import ai.apixo.messages.content.ToolUseBlock;
import ai.apixo.messages.content.WebSearchResultLocation;
import ai.apixo.messages.raw.ExactJson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class MessageAccumulatorTests extends Accumulation {

	@Test
	void nothingHasStartedBeforeMessageStart() {
		accept(new Ping(), new ContentBlockStart(0, new TextBlock("lost")));
		assertThat(this.accumulator.isStarted()).isFalse();
		assertThatIllegalStateException().isThrownBy(this.accumulator::message);
	}

	@Test
	@DisplayName("Text is appended to what the block started with (MSG-7)")
	void textIsAppended() {
		start(new ContentBlockStart(0, new TextBlock("seed: ")), text(0, "gr"), text(0, ""), text(0, "own"));
		assertThat(this.accumulator.message().text()).isEqualTo("seed: grown");
	}

	@Test
	@DisplayName("A long text in many pieces is complete at every moment, and may grow after its end (MSG-7)")
	void longTextIsAppended() {
		start(new ContentBlockStart(0, new TextBlock("")));
		StringBuilder expected = new StringBuilder();
		for (int i = 0; i < 3000; i++) {
			String piece = " p\u00e9\ud83c\udf55" + i;
			expected.append(piece);
			accept(text(0, piece));
			if (i % 500 == 0) {
				assertThat(this.accumulator.message().text()).hasToString(expected.toString());
				assertThat(this.accumulator.text()).hasToString(expected.toString());
			}
		}
		accept(new ContentBlockStop(0));
		assertThat(this.accumulator.message().text()).hasToString(expected.toString());
		accept(text(0, "!"));
		assertThat(this.accumulator.message().text()).isIn(expected.toString(), expected + "!");
		assertThat(this.accumulator.text()).isEqualTo(this.accumulator.message().text());
	}

	@Test
	@DisplayName("Each citation is added, with absent and null as an empty list (MSG-7)")
	void citationsAreAdded() {
		Citation first = new WebSearchResultLocation("a", "i", null, "u");
		Citation second = new WebSearchResultLocation("b", "j", "t", "v");
		TextBlock nullCitations = new TextBlock("", List.of(), null, property("citations", null));
		start(new ContentBlockStart(0, nullCitations), new ContentBlockDelta(0, new CitationsDelta(first)),
				new ContentBlockDelta(0, new CitationsDelta(second)));
		assertThat(block(0)).isEqualTo(new TextBlock("", List.of(first, second), null));
	}

	@Test
	@DisplayName("Thinking is appended, the signature replaced (MSG-7)")
	void signatureReplaces() {
		start(new ContentBlockStart(0, new ThinkingBlock("", "")), new ContentBlockDelta(0, new ThinkingDelta("Hm")),
				new ContentBlockDelta(0, new ThinkingDelta("m.")), new ContentBlockDelta(0, new SignatureDelta("a")),
				new ContentBlockDelta(0, new SignatureDelta("b")));
		assertThat(block(0)).isEqualTo(new ThinkingBlock("Hmm.", "b"));
	}

	@Test
	@DisplayName("Arguments cut inside an escape are joined and parsed (MSG-8)")
	void argumentsAreJoined() {
		start(toolUse(0, NO_INPUT), json(0, "{\"a\":\"\\u00"), json(0, "e9\\"), json(0, "n\",\"n\":12345678901234567"),
				json(0, "890}"), new ContentBlockStop(0));
		assertThat(input(0)).isEqualTo(ExactJson.parse("{\"a\":\"é\\n\",\"n\":12345678901234567890}"));
	}

	@Test
	@DisplayName("Without a piece, or with white space only, the input stays what the block started with (MSG-8)")
	void startInputStays() {
		JsonNode filled = ExactJson.parse("{\"id\":7}");
		start(toolUse(0, filled), new ContentBlockStop(0), toolUse(1, filled), json(1, ""), json(1, " \n"),
				new ContentBlockStop(1));
		assertThat(input(0)).isEqualTo(filled);
		assertThat(input(1)).isEqualTo(filled);
		assertThat(((ToolUseBlock) block(1)).unparsedInput()).isNull();
	}

	@Test
	@DisplayName("Calls of the gateway's own tools are joined alike (MSG-8)")
	void serverToolArgumentsAreJoined() {
		start(new ContentBlockStart(0, new ServerToolUseBlock("s", "web_search", NO_INPUT)), json(0, "{\"query\":1}"),
				new ContentBlockStop(0));
		assertThat(((ServerToolUseBlock) block(0)).input()).isEqualTo(ExactJson.parse("{\"query\":1}"));
	}

	@Test
	@DisplayName("Arguments that are no JSON are there as raw text (MSG-9)")
	void cutArgumentsAreRawText() {
		start(toolUse(0, NO_INPUT), json(0, "{\"path\": \"a"), new ContentBlockStop(0), new MessageStop());
		assertThat(input(0)).isEqualTo(NO_INPUT);
		assertThat(((ToolUseBlock) block(0)).unparsedInput()).isEqualTo("{\"path\": \"a");
		assertThat(this.accumulator.isComplete()).isTrue();
	}

	@Test
	@DisplayName("Arguments with something behind them are no JSON (MSG-9)")
	void argumentsWithTrailingTextAreRawText() {
		start(toolUse(0, NO_INPUT), json(0, "{}{}"), new ContentBlockStop(0));
		assertThat(((ToolUseBlock) block(0)).unparsedInput()).isEqualTo("{}{}");
	}

	@Test
	@DisplayName("Arguments nested 100,000 deep are raw text, without a StackOverflowError (MSG-16)")
	void deepArgumentsAreRawText() {
		String deep = "[".repeat(100_000) + "]".repeat(100_000);
		start(toolUse(0, NO_INPUT), json(0, deep), new ContentBlockStop(0));
		assertThat(((ToolUseBlock) block(0)).unparsedInput()).isEqualTo(deep);
	}

	@Test
	@DisplayName("While a block is open its arguments are raw text, parsed only at the end (MSG-8)")
	void openArgumentsAreRawText() {
		start(toolUse(0, NO_INPUT), json(0, "{}"));
		assertThat(((ToolUseBlock) block(0)).unparsedInput()).isEqualTo("{}");
	}

	@Test
	@DisplayName("Blocks are identified and ordered by index (MSG-10)")
	void blocksAreOrderedByIndex() {
		start(toolUse(1, NO_INPUT), new ContentBlockStart(0, new TextBlock("")), json(1, "[1,"), text(0, "one "),
				json(1, "2]"), text(0, "two"), new ContentBlockStop(1), new ContentBlockStop(0));
		assertThat(block(0)).isEqualTo(new TextBlock("one two"));
		assertThat(input(1)).isEqualTo(ExactJson.parse("[1,2]"));
	}

	@Test
	@DisplayName("A second block with the same index stands behind the first (MSG-10)")
	void blocksWithTheSameIndexAreKept() {
		start(new ContentBlockStart(0, new TextBlock("a")), text(0, "b"), new ContentBlockStart(0, new TextBlock("c")),
				text(0, "d"));
		assertThat(this.accumulator.message().content()).containsExactly(new TextBlock("ab"), new TextBlock("cd"));
	}

	@Test
	@DisplayName("A block without an end is finished at message_stop (MSG-10)")
	void unclosedBlockIsFinished() {
		start(toolUse(0, NO_INPUT), json(0, "{\"a\":1}"), new MessageStop());
		assertThat(input(0)).isEqualTo(ExactJson.parse("{\"a\":1}"));
	}

	@Test
	@DisplayName("Fields present in message_delta replace, also with null, absent ones keep (MSG-11)")
	void presentFieldsReplace() {
		start(update(new MessageUpdate(StopReason.STOP_SEQUENCE, "###", null, null)), update(MessageUpdate.none()));
		assertThat(this.accumulator.message().stopReason()).isEqualTo(StopReason.STOP_SEQUENCE);
		accept(update(new MessageUpdate(null, null, null, null, property("stop_sequence", null))));
		assertThat(this.accumulator.message().stopReason()).isEqualTo(StopReason.STOP_SEQUENCE);
		assertThat(this.accumulator.message().stopSequence()).isNull();
		assertThat(this.accumulator.message().additionalProperties()).containsOnlyKeys("stop_sequence");
	}

	@Test
	@DisplayName("A value drops the null that stood in its place (MSG-11)")
	void valuesDropNulls() {
		accept(new MessageStart(message("m").toBuilder().additionalProperty("stop_reason", null).build()));
		accept(update(new MessageUpdate(StopReason.END_TURN, null, null, null)));
		assertThat(this.accumulator.message().additionalProperties()).isEmpty();
	}

	@Test
	@DisplayName("Usage values are totals: present and not null replaces, nothing is added (MSG-11)")
	void usageReplaces() {
		start(new MessageDelta(MessageUpdate.none(), new Usage(null, 5L)),
				new MessageDelta(MessageUpdate.none(), new Usage(30L, 6L)),
				new MessageDelta(MessageUpdate.none(), Usage.none()));
		assertThat(this.accumulator.message().usage()).isEqualTo(new Usage(30L, 6L));
	}

	@Test
	@DisplayName("A second message_start with the same id changes nothing (MSG-17)")
	void repeatedStartChangesNothing() {
		start(new ContentBlockStart(0, new TextBlock("Once.")), new MessageStart(message("m")));
		assertThat(this.accumulator.message().text()).isEqualTo("Once.");
	}

	@Test
	@DisplayName("Two generations are never merged (MSG-17)")
	void anotherMessageIsRefused() {
		start(new ContentBlockStart(0, new TextBlock("First")));
		assertThatIllegalStateException().isThrownBy(() -> accept(new MessageStart(message("other"))));
		assertThat(this.accumulator.message().text()).isEqualTo("First");
	}

	@Test
	@DisplayName("Content and response information of message_start are kept (MSG-18)")
	void prefilledContentIsKept() {
		ResponseInfo response = ResponseInfo.builder().requestId("req_1").build();
		accept(new MessageStart(message("m").toBuilder()
			.content(new TextBlock("early"))
			.stopReason(StopReason.TOOL_USE)
			.response(response)
			.additionalProperty("x", 1)
			.build()));
		accept(new ContentBlockStart(0, new TextBlock("late")), new MessageStop());
		Message message = this.accumulator.message();
		assertThat(message.content()).containsExactly(new TextBlock("early"), new TextBlock("late"));
		assertThat(message.stopReason()).isEqualTo(StopReason.TOOL_USE);
		assertThat(message.response()).isEqualTo(response);
		assertThat(message.additionalProperties()).containsOnlyKeys("x");
	}

	@Test
	@DisplayName("Whatever follows message_stop is ignored (MSG-15)")
	void nothingFollowsMessageStop() {
		start(new ContentBlockStart(0, new TextBlock("a")), new MessageStop());
		accept(text(0, "b"), new MessageStart(message("other")), new ContentBlockStart(1, new TextBlock("c")));
		assertThat(this.accumulator.message().text()).isEqualTo("a");
	}

	@Test
	@DisplayName("Surrogate halves in two deltas make a pair (MSG-19)")
	void surrogateHalvesAreJoined() {
		start(new ContentBlockStart(0, new TextBlock("")), text(0, "\ud83e"), text(0, "\udd80"));
		assertThat(this.accumulator.message().text()).isEqualTo("\ud83e\udd80");
	}

	@Test
	@DisplayName("10 MB in 10,000 deltas allocate a small multiple of that, not a square (MSG-20)")
	void accumulationIsLinear() {
		String piece = "x".repeat(1000);
		start(new ContentBlockStart(0, new TextBlock("")), toolUse(1, NO_INPUT), json(1, "\""));
		long before = AllocatedBytes.ofThisThread();
		for (int i = 0; i < 10_000; i++) {
			accept(text(0, piece), json(1, piece));
		}
		accept(json(1, "\""), new MessageStop());
		Message message = this.accumulator.message();
		assertThat(AllocatedBytes.ofThisThread() - before).isLessThan(500_000_000);
		assertThat(message.text()).hasSize(10_000_000);
		assertThat(input(1).stringValue()).hasSize(10_000_000);
	}

}

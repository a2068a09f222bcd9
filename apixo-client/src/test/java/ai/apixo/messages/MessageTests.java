package ai.apixo.messages;

import java.util.List;

import org.junit.jupiter.api.Test;

import ai.apixo.messages.content.Citation;
import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.content.TextBlock;
import ai.apixo.messages.content.ThinkingBlock;
import ai.apixo.messages.content.ToolUseBlock;
import ai.apixo.messages.content.UnknownBlock;
import ai.apixo.messages.content.WebSearchResultLocation;
import ai.apixo.messages.raw.ExactJson;

import static org.assertj.core.api.Assertions.assertThat;

class MessageTests {

	private final Citation citation = new WebSearchResultLocation("cited", "i", null, "u");

	private final ToolUseBlock toolUse = new ToolUseBlock("toolu_1", "time", ExactJson.parse("{\"city\":\"Brest\"}"));

	private final List<ContentBlock> content = List.of(new ThinkingBlock("Hm", "sig"), new ThinkingBlock("m.", "nal"),
			new TextBlock("At "), new TextBlock("six.", List.of(this.citation), null), this.toolUse,
			new UnknownBlock("hologram", ExactJson.parse("{\"type\":\"hologram\"}")));

	private final Message message = Message.builder()
		.id("msg_1")
		.model(ApixoModels.CLAUDE_SONNET_4_6)
		.content(this.content)
		.stopReason(StopReason.TOOL_USE)
		.usage(new Usage(3L, 4L))
		.build();

	@Test
	void partsOfTheContentAreAtHand() {
		assertThat(this.message.text()).isEqualTo("At six.");
		assertThat(this.message.thinking()).isEqualTo("Hmm.");
		assertThat(this.message.toolUses()).containsExactly(this.toolUse);
		assertThat(this.message.citations()).containsExactly(this.citation);
	}

	@Test
	void textOfASingleBlockIsNotCopied() {
		String text = "x".repeat(100);
		Message single = this.message.toBuilder()
			.content(List.of(new ThinkingBlock(text, "sig"), this.toolUse, new TextBlock(text)))
			.build();
		assertThat(single.text()).isSameAs(text);
		assertThat(single.thinking()).isSameAs(text);
	}

	@Test
	void anAnswerBecomesATurnWithAllItsBlocksInOrder() {
		InputMessage turn = this.message.toInput();
		assertThat(turn.role()).isEqualTo(Role.ASSISTANT);
		assertThat(turn.content().blocks()).isEqualTo(this.content);
	}

	@Test
	void responseInformationIsNeverNull() {
		assertThat(this.message.response()).isEqualTo(ResponseInfo.none());
		ResponseInfo response = ResponseInfo.builder().requestId("req_1").build();
		assertThat(this.message.withResponse(response).response()).isEqualTo(response);
	}

	@Test
	void allTokensOfTheRequestAreCounted() {
		Usage usage = new Usage(10L, 5L).toBuilder().cacheCreationInputTokens(200L).cacheReadInputTokens(3000L).build();
		assertThat(usage.totalInputTokens()).isEqualTo(3210);
		assertThat(Usage.none().totalInputTokens()).isZero();
	}

}

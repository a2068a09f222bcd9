package ai.apixo.messages;

import java.util.List;

import org.junit.jupiter.api.Test;

import ai.apixo.messages.content.Content;
import ai.apixo.messages.content.ImageBlock;
import ai.apixo.messages.content.TextBlock;
import ai.apixo.messages.tool.ServerTool;

import static org.assertj.core.api.Assertions.assertThat;

class MessagesRequestTests {

	private final MessagesRequest request = MessagesRequest.builder()
		.model(ApixoModels.CLAUDE_SONNET_4_6)
		.maxTokens(256)
		.system("You are concise.")
		.user("Explain RAG in 3 bullets.")
		.tools(ServerTool.of("web_search_20250305", "web_search"))
		.build();

	@Test
	void turnsStandInTheOrderInWhichTheyWereAdded() {
		MessagesRequest next = this.request.toBuilder()
			.assistant("Retrieve, augment, generate.")
			.user(ImageBlock.ofUrl("https://tides.example/a.png"), new TextBlock("And this?"))
			.build();
		assertThat(next.messages()).extracting(InputMessage::role)
			.containsExactly(Role.USER, Role.ASSISTANT, Role.USER);
		assertThat(next.messages().get(0).content()).isEqualTo(Content.of("Explain RAG in 3 bullets."));
		assertThat(next.messages().get(2).content().text()).isEqualTo("And this?");
		assertThat(this.request.messages()).hasSize(1);
	}

	@Test
	void listsReplaceWhatWasAddedBefore() {
		MessagesRequest replaced = this.request.toBuilder()
			.messages(List.of(InputMessage.user("Only this.")))
			.tools(List.of())
			.build();
		assertThat(replaced.messages()).containsExactly(InputMessage.user("Only this."));
		assertThat(replaced.tools()).isEmpty();
	}

	@Test
	void aRequestRebuiltIsTheSame() {
		assertThat(this.request.toBuilder().build()).isEqualTo(this.request);
	}

	@Test
	void aRequestPrintsASummaryWithoutItsText() {
		assertThat(this.request)
			.hasToString("MessagesRequest[model=claude-sonnet-4-6, maxTokens=256, messages=1, tools=1, system=true]");
	}

	@Test
	void openValuesPrintThemselves() {
		assertThat(new StopReason("galaxy_end")).hasToString("galaxy_end").isNotEqualTo(StopReason.END_TURN);
		assertThat(new Role("user")).isEqualTo(Role.USER);
	}

}

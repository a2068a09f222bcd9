package ai.apixo.messages;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import ai.apixo.messages.content.Content;
import ai.apixo.messages.content.ImageBlock;
import ai.apixo.messages.content.TextBlock;
import ai.apixo.messages.tool.ServerTool;
import ai.apixo.messages.tool.Tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

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
	void singularAddsAndPluralReplacesInEveryForm() {
		Tool one = ServerTool.of("web_search_20250305", "web_search");
		Tool two = ServerTool.of("web_fetch_20250910", "web_fetch");
		MessagesRequest.Builder builder = MessagesRequest.builder().tool(one).tool(two);
		assertThat(builder.build().tools()).containsExactly(one, two);
		assertThat(builder.tools(two).build().tools()).containsExactly(two);
		assertThat(builder.tools(List.of(one)).build().tools()).containsExactly(one);
		assertThat(builder.tools().build().tools()).isEmpty();
		builder.stopSequence("a").stopSequence("b");
		assertThat(builder.build().stopSequences()).containsExactly("a", "b");
		assertThat(builder.stopSequences("c").build().stopSequences()).containsExactly("c");
		assertThat(builder.stopSequences(List.of("d")).build().stopSequences()).containsExactly("d");
		builder.user("e").message(InputMessage.user("f"));
		assertThat(builder.build().messages()).hasSize(2);
		assertThat(builder.messages(InputMessage.user("g")).build().messages()).hasSize(1);
		assertThat(builder.messages(List.of(InputMessage.user("h"))).build().messages()).hasSize(1);
	}

	@Test
	void wholeNumbersAndNullAreTakenForFractions() {
		MessagesRequest whole = MessagesRequest.builder().temperature(0).topP(1).topK(5).build();
		assertThat(whole.temperature()).isZero();
		assertThat(whole.topP()).isOne();
		MessagesRequest none = whole.toBuilder().temperature(null).topP(null).topK(null).build();
		assertThat(none).isEqualTo(MessagesRequest.builder().build());
	}

	@Test
	void instructionsAreSetInEitherFormAndTakenBackByNull() {
		MessagesRequest.Builder builder = MessagesRequest.builder().system(new TextBlock("a"), new TextBlock("b"));
		assertThat(builder.build().system()).isEqualTo(Content.of(new TextBlock("a"), new TextBlock("b")));
		assertThat(builder.system("c").build().system()).isEqualTo(Content.of("c"));
		assertThat(builder.system(null).build().system()).isNull();
	}

	@Test
	void valuesThatNoGatewayAcceptsAreRefusedWhereTheyAreSet() {
		MessagesRequest.Builder builder = MessagesRequest.builder();
		assertThatIllegalArgumentException().isThrownBy(() -> builder.maxTokens(-5))
			.withMessage("'maxTokens' must not be negative, but is -5");
		assertThatIllegalArgumentException().isThrownBy(() -> builder.topK(-1)).withMessageContaining("'topK'");
		assertThatIllegalArgumentException().isThrownBy(() -> builder.temperature(-0.1));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.temperature(Double.NaN))
			.withMessageContaining("'temperature'");
		assertThatIllegalArgumentException().isThrownBy(() -> builder.topP(Double.POSITIVE_INFINITY));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.model(" ")).withMessageContaining("'model'");
		assertThatIllegalArgumentException().isThrownBy(() -> builder.stopSequences("a", ""));
		assertThatIllegalArgumentException().isThrownBy(() -> Thinking.enabled(1023))
			.withMessage("'budgetTokens' must be at least 1024, but is 1023");
		assertThatIllegalArgumentException().isThrownBy(() -> Tool.of(" ", "d", "{}")).withMessageContaining("'name'");
		assertThat(builder.maxTokens(0).build().maxTokens()).isZero();
	}

	@Test
	@SuppressWarnings("NullAway")
	void nullElementsAreRefusedWhereTheyAreSet() {
		MessagesRequest.Builder builder = MessagesRequest.builder();
		List<Tool> tools = new ArrayList<>();
		tools.add(null);
		assertThatNullPointerException().isThrownBy(() -> builder.tools(tools)).withMessageContaining("'tool'");
		List<InputMessage> messages = new ArrayList<>();
		messages.add(null);
		assertThatNullPointerException().isThrownBy(() -> builder.messages(messages))
			.withMessageContaining("'message'");
		assertThatNullPointerException().isThrownBy(() -> builder.user((String) null)).withMessageContaining("'text'");
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
	@SuppressWarnings("NullAway")
	void openValuesAreNeverNullOrEmpty() {
		for (Function<@Nullable String, Object> type : List.<Function<@Nullable String, Object>>of(StopReason::new,
				Role::new, Effort::new, ServiceTier::new)) {
			assertThatNullPointerException().isThrownBy(() -> type.apply(null)).withMessageContaining("'value'");
			assertThatIllegalArgumentException().isThrownBy(() -> type.apply(""));
		}
	}

	@Test
	void openValuesPrintThemselves() {
		assertThat(new StopReason("galaxy_end")).hasToString("galaxy_end").isNotEqualTo(StopReason.END_TURN);
		assertThat(new Role("user")).isEqualTo(Role.USER);
	}

}

package ai.apixo.messages.json;

import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.messages.CacheCreation;
import ai.apixo.messages.Message;
import ai.apixo.messages.OutputTokensDetails;
import ai.apixo.messages.ServerToolUsage;
import ai.apixo.messages.ServiceTier;
import ai.apixo.messages.StopReason;
import ai.apixo.messages.content.CharLocation;
import ai.apixo.messages.content.CodeExecutionOutput;
import ai.apixo.messages.content.CodeExecutionResult;
import ai.apixo.messages.content.ContainerUploadBlock;
import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.content.ContentBlockLocation;
import ai.apixo.messages.content.DocumentBlock;
import ai.apixo.messages.content.EncryptedCodeExecutionResult;
import ai.apixo.messages.content.PageLocation;
import ai.apixo.messages.content.RedactedThinkingBlock;
import ai.apixo.messages.content.SearchResultLocation;
import ai.apixo.messages.content.ServerToolError;
import ai.apixo.messages.content.ServerToolResult;
import ai.apixo.messages.content.ServerToolResultBlock;
import ai.apixo.messages.content.ServerToolUseBlock;
import ai.apixo.messages.content.TextBlock;
import ai.apixo.messages.content.TextEditorCreateResult;
import ai.apixo.messages.content.TextEditorStrReplaceResult;
import ai.apixo.messages.content.TextEditorViewResult;
import ai.apixo.messages.content.ThinkingBlock;
import ai.apixo.messages.content.ToolReferenceBlock;
import ai.apixo.messages.content.ToolSearchResult;
import ai.apixo.messages.content.ToolUseBlock;
import ai.apixo.messages.content.UnknownBlock;
import ai.apixo.messages.content.UnknownCitation;
import ai.apixo.messages.content.UnknownServerToolResult;
import ai.apixo.messages.content.WebFetchResult;
import ai.apixo.messages.content.WebSearchResultLocation;
import ai.apixo.messages.content.WebSearchResults;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The JSON of answers: a fixture with every block, result, citation and counter.
 */
class MessageJsonTests {

	private final JsonMapper mapper = MessagesJsonMapper.create();

	private final Message message = this.mapper.readValue(Fixture.read("message.json"), Message.class);

	@Test
	@DisplayName("An answer with everything is written as it was read, unknown parts included (MSG-5, MSG-6)")
	void answersAreWrittenAsTheyWereRead() {
		JsonEquality.assertSameJson(this.mapper.writeValueAsString(this.message), Fixture.read("message.json"));
	}

	@Test
	void everyBlockHasItsType() {
		assertThat(this.message.content()).<Class<?>>extracting(ContentBlock::getClass)
			.containsExactly(ThinkingBlock.class, RedactedThinkingBlock.class, TextBlock.class, ToolUseBlock.class,
					ServerToolUseBlock.class, ServerToolResultBlock.class, ServerToolResultBlock.class,
					ServerToolResultBlock.class, ServerToolResultBlock.class, ServerToolResultBlock.class,
					ServerToolResultBlock.class, ServerToolResultBlock.class, ServerToolResultBlock.class,
					ServerToolResultBlock.class, ServerToolResultBlock.class, ServerToolResultBlock.class,
					ServerToolResultBlock.class, ContainerUploadBlock.class, UnknownBlock.class);
	}

	@Test
	void everyCitationHasItsType() {
		assertThat(this.message.citations()).<Class<?>>extracting(Object::getClass)
			.containsExactly(CharLocation.class, PageLocation.class, ContentBlockLocation.class,
					SearchResultLocation.class, WebSearchResultLocation.class, UnknownCitation.class);
	}

	@Test
	void everyResultOfAServerToolHasItsType() {
		assertThat(results()).<Class<?>>extracting(ServerToolResult::getClass)
			.containsExactly(WebSearchResults.class, WebFetchResult.class, ServerToolError.class,
					CodeExecutionResult.class, EncryptedCodeExecutionResult.class, CodeExecutionResult.class,
					TextEditorViewResult.class, TextEditorCreateResult.class, TextEditorStrReplaceResult.class,
					ServerToolError.class, ToolSearchResult.class, UnknownServerToolResult.class);
		assertThat(results()).contains(
				new CodeExecutionResult("code_execution_result", "42\n", "", 0,
						List.of(new CodeExecutionOutput("code_execution_output", "file_2"))),
				new TextEditorStrReplaceResult(List.of("-a", "+b"), 1, 1, 1, 1),
				new ToolSearchResult(List.of(new ToolReferenceBlock("moon", null))));
		assertThat(((WebFetchResult) results().get(1)).content()).isInstanceOf(DocumentBlock.class);
	}

	@Test
	void everyCounterIsRead() {
		assertThat(this.message.usage().inputTokens()).isEqualTo(4);
		assertThat(this.message.usage().cacheReadInputTokens()).isEqualTo(9007199254740993L);
		assertThat(this.message.usage().cacheCreation()).isEqualTo(new CacheCreation(1500L, 300L));
		assertThat(this.message.usage().outputTokensDetails()).isEqualTo(new OutputTokensDetails(3L));
		assertThat(this.message.usage().serverToolUse()).isEqualTo(new ServerToolUsage(1L, 2L));
		assertThat(this.message.usage().serviceTier()).isEqualTo(ServiceTier.PRIORITY);
		assertThat(this.message.usage().additionalProperties()).containsOnlyKeys("inference_geo", "iterations");
	}

	@Test
	void theEndOfTheTurnIsRead() {
		assertThat(this.message.stopReason()).isEqualTo(StopReason.REFUSAL);
		assertThat(this.message.stopDetails()).isNotNull();
		assertThat(this.message.container()).isNotNull();
		assertThat(this.message.additionalProperties()).containsOnlyKeys("stop_sequence", "context_management");
	}

	private List<ServerToolResult> results() {
		return this.message.content()
			.stream()
			.filter(ServerToolResultBlock.class::isInstance)
			.map((block) -> ((ServerToolResultBlock) block).content())
			.toList();
	}

}

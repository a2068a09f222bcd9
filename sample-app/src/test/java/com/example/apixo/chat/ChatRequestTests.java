package com.example.apixo.chat;

import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;

import ai.apixo.messages.InputMessage;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.content.DocumentBlock;
import ai.apixo.messages.content.ImageBlock;
import ai.apixo.messages.content.TextBlock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ChatRequestTests {

	@Test
	void thePromptFollowsTheConversationAndTheFilesStandBeforeIt() {
		InputMessage earlier = InputMessage.user("Who are you?");
		MessagesRequest request = new ChatRequest("What is this?", "claude-haiku-4-5-20251001", null, List.of(earlier),
				List.of(new ChatRequest.File("image/png", "iVBORw0KGgo="),
						new ChatRequest.File("application/pdf", "JVBERi0xLjc=")),
				null)
			.toMessagesRequest();
		assertThat(request.model()).isEqualTo("claude-haiku-4-5-20251001");
		assertThat(request.messages()).hasSize(2).startsWith(earlier);
		assertThat(request.messages().get(1).content().blocks()).hasExactlyElementsOfTypes(ImageBlock.class,
				DocumentBlock.class, TextBlock.class);
		assertThat(request.messages().get(1).content().text()).isEqualTo("What is this?");
	}

	@Test
	void theSystemPromptIsABreakpointOfThePromptCache() {
		MessagesRequest request = new ChatRequest("hello", null, "You are concise.", null, null, null)
			.toMessagesRequest();
		assertThat(Objects.requireNonNull(request.system()).blocks()).singleElement()
			.isInstanceOfSatisfying(TextBlock.class, (system) -> {
				assertThat(system.text()).isEqualTo("You are concise.");
				assertThat(system.cacheControl()).isNotNull();
			});
	}

	@Test
	void withoutAModelTheConfiguredOneIsAskedAndABlankSystemPromptIsNone() {
		MessagesRequest request = new ChatRequest("hello", null, " ", null, null, null).toMessagesRequest();
		assertThat(request.model()).isNull();
		assertThat(request.system()).isNull();
	}

	@Test
	void anotherModelIsRefusedBecauseItsNameWouldBecomeATagOfMeters() {
		assertRefused(new ChatRequest("hello", "gpt-none", null, null, null, null), "This model does not exist.");
	}

	@Test
	void aPromptOfABookIsRefused() {
		String book = "a".repeat(100_001);
		assertRefused(new ChatRequest(book, null, null, null, null, null),
				"A prompt may have at most 100,000 characters.");
		assertRefused(new ChatRequest("hello", null, book, null, null, null),
				"A system prompt may have at most 100,000 characters.");
	}

	private static void assertRefused(ChatRequest request, String reason) {
		assertThatIllegalArgumentException().isThrownBy(request::toMessagesRequest).withMessage(reason);
	}

}

package com.example.apixo.browser;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.ApixoModels;
import ai.apixo.test.ApixoAssertions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How a conversation goes on: stopped, continued, reloaded, watched from two tabs,
 * edited.
 */
class ConversationPageTests extends PageTests {

	@Test
	void theStopButtonClosesTheCallToTheGatewayAndKeepsTheTextSoFar() {
		this.page.ask(LONG_STORY);
		this.page.awaitAnswer("It begins in a model");
		this.page.press("#stop");
		this.page.awaitEnd();
		ApixoAssertions.assertThat(this.gateway).lastRequest().isClosedByClientWithin(Duration.ofSeconds(20));
		Browser.await().until(() -> this.client.activity().openCalls() == 0);
		assertThat(this.page.conversation()).contains("It begins in a model", "Stopped.")
			.doesNotContain("And that is the story");
	}

	@Test
	void escapeStopsAndTheNextPromptContinuesTheConversation() {
		this.page.ask(LONG_STORY);
		this.page.awaitAnswer("It begins in a model");
		this.page.pressEscape();
		this.page.awaitEnd();
		this.page.askAndAwaitEnd("hello");
		assertThat(this.page.answer()).startsWith("Hello, and welcome.");
		assertThat(this.page.figures()).doesNotContain(" 0 cached");
	}

	@Test
	void aNewConversationKnowsNothingOfTheOneThatWasStillBeingAnswered() {
		this.page.ask(LONG_STORY);
		this.page.awaitAnswer("It begins in a model");
		this.page.press("#clear");
		this.page.awaitEnd();
		this.page.askAndAwaitEnd("hello");
		assertThat(this.page.all(".turn")).hasSize(2);
		assertThat(this.page.figures()).contains(" 0 cached");
	}

	@Test
	void theModelTheSystemPromptAndTheConversationAreSent() {
		this.application.listen();
		assertThat(this.page.all("#model option")).extracting((option) -> option.getAttribute("value"))
			.isEqualTo(ApixoModels.ALL);
		this.page.choose(ApixoModels.CLAUDE_HAIKU_4_5_20251001);
		this.page.instruct("You are concise.");
		this.page.askAndAwaitEnd("hello");
		this.page.askAndAwaitEnd("And now?");
		JsonNode sent = this.application.sent();
		assertThat(sent.path("prompt").asString()).isEqualTo("And now?");
		assertThat(sent.path("model").asString()).isEqualTo(ApixoModels.CLAUDE_HAIKU_4_5_20251001);
		assertThat(sent.path("system").asString()).isEqualTo("You are concise.");
		assertThat(sent.at("/messages/0/content/0/text").asString()).isEqualTo("hello");
		assertThat(sent.at("/messages/1/content/0/text").asString()).startsWith("Hello, and welcome.");
	}

	@Test
	void aReloadInMidAnswerShowsTheWholeConversationAndGoesOn() {
		this.page.askAndAwaitEnd("hello");
		int calls = this.gateway.requests().size();
		this.page.ask(LONG_STORY);
		this.page.awaitAnswer("It begins in a model");
		this.page.reload();
		this.page.awaitAnswer("And that is the story");
		this.page.awaitEnd();
		assertThat(this.page.questions()).containsExactly("hello", LONG_STORY);
		assertThat(this.page.conversation()).containsOnlyOnce("Hello, and welcome.")
			.containsOnlyOnce("It begins in a model");
		assertThat(this.gateway.requests().size() - calls).isLessThanOrEqualTo(2);
		assertThat(this.browser.violations()).isEmpty();
	}

	@Test
	void aReloadGoesOnThoughTheApplicationCannotBeReachedAtFirst() {
		this.page.ask(LONG_STORY);
		this.page.awaitAnswer("It begins in a model");
		this.browser.reloadAfter("""
				const real = window.fetch;
				let refused = 0; // for longer than the page waits for a run that the application does not know
				window.fetch = (path, ...rest) => String(path).startsWith("/api/chat/") && refused++ < 30
				    ? Promise.reject(new TypeError("Failed to fetch")) : real(path, ...rest);""");
		this.page.awaitAnswer("And that is the story");
		this.page.awaitEnd();
	}

	@Test
	void aReloadShowsAnswersToolsFiguresAndFailuresAsTheyWereAndTheConversationGoesOn() {
		this.page.askAndAwaitEnd("What time is it in Tokyo and Lisbon?");
		this.page.askAndAwaitEnd("/cut");
		String before = this.page.conversation();
		this.page.reload();
		Browser.await().until(() -> this.page.conversation().equals(before));
		assertThat(this.page.all(".tool output")).hasSize(2);
		this.application.listen();
		this.page.askAndAwaitEnd("hello");
		JsonNode messages = this.application.sent().path("messages");
		assertThat(messages.at("/0/content/0/text").asString()).startsWith("What time is it");
		assertThat(messages.at("/1/content/1/type").asString()).isEqualTo("tool_use");
		assertThat(messages.at("/2/content/0/type").asString()).isEqualTo("tool_result");
		assertThat(this.page.answer()).startsWith("Hello, and welcome.");
	}

	@Test
	void aNewConversationIsForgottenByTheBrowser() {
		this.page.askAndAwaitEnd("hello");
		String address = String.valueOf(this.page.run("return location.search"));
		this.page.press("#clear");
		this.page.run("window.history.replaceState(null, '', '/' + arguments[0])", address);
		this.page.reload();
		assertThat(this.page.conversation()).isEmpty();
		assertThat(this.page.run("return location.search")).isEqualTo("");
	}

	@Test
	void anAnswerThatTheApplicationHasForgottenIsLostAndCanBeAskedForAgain() {
		this.page.ask(LONG_STORY);
		this.page.awaitAnswer("It begins in a model");
		this.browser.forgetCookies();
		this.page.reload(); // which looks for it for a while
		this.page.awaitConversation("The answer was lost.");
		this.page.pressInLastTurn("Ask again");
		this.page.awaitAnswer("It begins in a model");
		assertThat(this.page.questions()).containsExactly(LONG_STORY);
		this.page.pressEscape();
		this.page.awaitEnd();
	}

	@Test
	void aSecondTabShowsTheSameAndItsStopStopsBoth() {
		this.page.askAndAwaitEnd("hello");
		this.page.ask(LONG_STORY);
		this.page.awaitAnswer("It begins in a model");
		this.page.openSecondTab();
		this.page.awaitAnswer("It begins in a model");
		assertThat(this.page.questions()).containsExactly("hello", LONG_STORY);
		this.page.press("#stop");
		this.page.awaitEnd();
		String second = this.page.answer();
		assertThat(this.page.conversation()).contains("Stopped.");
		this.browser.closeSecondTab();
		this.page.awaitEnd();
		assertThat(this.page.conversation()).contains("Stopped.");
		assertThat(this.page.answer()).isEqualTo(second).doesNotContain("And that is the story");
		ApixoAssertions.assertThat(this.gateway).lastRequest().isClosedByClientWithin(Duration.ofSeconds(20));
	}

	@Test
	void whatOneTabAsksTheOtherShowsToo() {
		this.page.askAndAwaitEnd("hello");
		this.page.openSecondTab();
		this.page.askAndAwaitEnd("Show me the code");
		this.page.askAndAwaitEnd("/cut");
		this.browser.closeSecondTab();
		this.page.awaitConversation("The answer was cut off.");
		assertThat(this.page.questions()).containsExactly("hello", "Show me the code", "/cut");
		this.application.listen();
		this.page.askAndAwaitEnd("hello");
		assertThat(this.application.sent().path("messages")).hasSizeGreaterThanOrEqualTo(4);
	}

	@Test
	void aClosedLidLosesNothing() {
		this.page.ask(LONG_STORY);
		this.page.awaitAnswer("It begins in a model");
		this.browser.network(false);
		Browser.await().until(() -> !this.browser.errors().isEmpty()); // it has tried
		this.browser.network(true);
		this.page.awaitAnswer("And that is the story");
		this.page.awaitEnd();
		assertThat(this.page.conversation()).containsOnlyOnce("It begins in a model").doesNotContain("No response.");
	}

	@Test
	void theEventSourceOfTheBrowserReadsTheSameRun() {
		this.page.askAndAwaitEnd("hello");
		List<String> seen = List.of(this.application.eventSource().split(" "));
		assertThat(seen).startsWith("1", "2", "3").endsWith("completed").doesNotHaveDuplicates();
	}

	@Test
	void anUnknownConversationIsAnEmptyPage() {
		this.page.run("window.history.replaceState(null, '', '?conversation=unknown')");
		this.page.reload();
		assertThat(this.page.run("return location.search")).isEqualTo("");
		assertThat(this.page.conversation()).isEmpty();
	}

	@Test
	void theLastPromptCanBeEditedAndItsAnswerIsReplaced() {
		this.page.askAndAwaitEnd("Show me the code");
		this.page.askAndAwaitEnd("hallo");
		assertThat(this.page.all(".exchange:first-child .again")).noneMatch((button) -> button.isDisplayed());
		this.page.pressInLastTurn("Edit");
		assertThat(this.page.run("return document.getElementById('prompt').value")).isEqualTo("hallo");
		assertThat(this.page.all("#editing").get(0).isDisplayed()).isTrue();
		this.page.screenshot("editing");
		this.application.listen();
		this.page.replacePrompt("hello");
		this.page.awaitEnd();
		assertThat(this.page.questions()).containsExactly("Show me the code", "hello");
		assertThat(this.page.answer()).startsWith("Hello, and welcome.");
		assertThat(this.application.sent().path("messages")).hasSize(2);
	}

	@Test
	void editingCanBeGivenUp() {
		this.page.askAndAwaitEnd("hello");
		this.page.pressInLastTurn("Edit");
		this.page.pressEscape();
		assertThat(this.page.all("#editing").get(0).isDisplayed()).isFalse();
		assertThat(this.page.run("return document.getElementById('prompt').value")).isEqualTo("");
		this.page.askAndAwaitEnd("Show me the code");
		assertThat(this.page.questions()).containsExactly("hello", "Show me the code");
	}

	@Test
	void theLastAnswerCanBeRegeneratedAndIsReplaced() {
		this.page.askAndAwaitEnd("hello");
		this.application.listen();
		this.page.pressInLastTurn("Regenerate");
		this.page.awaitEnd();
		assertThat(this.page.questions()).containsExactly("hello");
		assertThat(this.page.all(".assistant")).hasSize(1);
		assertThat(this.application.sent().path("messages")).isEmpty();
	}

}

package com.example.apixo.browser;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.WebElement;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a person sees of a failure, and what can be done about it.
 */
class FailurePageTests extends PageTests {

	@ParameterizedTest
	@ValueSource(strings = { "/529", "/cut", "none" })
	void aBusyGatewayRefusesTwiceAndThenAnswersWhateverWasClickedBefore(String before) {
		if (!before.equals("none")) {
			this.page.askAndAwaitEnd(before);
		}
		this.application.listen();
		this.page.ask("/429");
		this.page.awaitConversation("The service is busy.");
		assertThat(this.page.conversation()).containsPattern("Attempt 2 in \\d\\.\\d s");
		this.page.screenshot("retry");
		this.page.awaitEnd();
		assertThat(this.page.answer()).contains("/429");
		assertThat(this.page.conversation()).doesNotContain("The service is busy.");
		assertThat(this.page.figures()).contains("3 attempts");
		assertThat(this.application.received("Retry")).hasSize(2);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			/529   | The model is overloaded.   | apixo.retry.statuses
			/cut   | The answer was cut off.    | not the whole message
			/stall | The answer stopped. | apixo.idle-timeout
			""")
	void aFailureIsToldInTheWordsOfAnEndUserAndThoseForTheOperatorAreFolded(String prompt, String title,
			String details) {
		this.page.askAndAwaitEnd(prompt);
		assertThat(this.page.conversation()).contains(title, "Ask again", "Details for the operator")
			.doesNotContain("apixo.", "Exception", details);
		assertThat(this.page.status()).startsWith(title).doesNotContain("apixo.");
		this.page.screenshot(prompt.substring(1));
		this.page.press(".notice summary");
		assertThat(this.page.conversation()).contains(details);
		this.page.screenshot(prompt.substring(1) + "-details");
	}

	@ParameterizedTest
	@CsvSource({ "NOT_SET_UP, false, not configured correctly", "REFUSED, false, not accepted",
			"TOO_LARGE, false, too much at once", "BUSY, true, Too many questions", "PAUSED, true, is paused",
			"UNREACHABLE, true, cannot be reached", "UNAVAILABLE, true, has a problem", "UNREADABLE, true, be read",
			"TOOLS, true, did not finish" })
	void askAgainStandsOnlyWhereItCanHelp(String reason, boolean again, String title) {
		this.application.events("{\"type\": \"Problem\", \"reason\": \"" + reason + "\", \"again\": " + again
				+ ", \"retryAfterSeconds\": null, \"details\": \"Set apixo.api-key.\"}");
		this.page.askAndAwaitEnd("hello");
		assertThat(this.page.conversation()).contains(title).doesNotContain("apixo.");
		assertThat(this.page.all(".assistant button")).extracting(WebElement::getText)
			.isEqualTo(again ? List.of("Ask again") : List.of());
		this.page.screenshot("problem-" + reason);
	}

	@Test
	void askAgainReplacesTheFailedTurn() {
		this.page.askAndAwaitEnd("hello");
		this.page.askAndAwaitEnd("/cut");
		this.page.pressInLastTurn("Ask again");
		this.page.awaitEnd();
		assertThat(this.page.questions()).containsExactly("hello", "/cut");
		assertThat(this.page.all(".notice.problem")).hasSize(1);
		this.application.listen();
		this.page.pressInLastTurn("Ask again");
		this.page.awaitEnd();
		assertThat(this.application.sent().path("messages")).as("without the failed turn").hasSize(2);
	}

	@Test
	void askAgainIsGoneOnceTheConversationHasGoneOn() {
		this.page.askAndAwaitEnd("/529");
		this.page.askAndAwaitEnd("hello");
		assertThat(this.page.all(".notice .again")).noneMatch(WebElement::isDisplayed);
	}

	@Test
	void theApplicationsOwnRefusalIsToldToo() {
		this.application.refusal(400, "This model does not exist.");
		this.page.askAndAwaitEnd("hello");
		assertThat(this.page.conversation()).contains("The question was not accepted.")
			.doesNotContain("This model does not exist.", "Ask again");
		this.page.press(".notice summary");
		assertThat(this.page.conversation()).contains("This model does not exist.");
		this.page.screenshot("refusal");
	}

}

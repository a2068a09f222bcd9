package com.example.apixo.browser;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What axe-core says about the pages, in light and dark, on a desk and on a phone.
 */
class AccessibilityPageTests extends PageTests {

	@ParameterizedTest
	@CsvSource({ "light, 1280, 860", "dark, 1280, 860", "light, 390, 844", "dark, 390, 844" })
	void axeFindsNothingWorthMentioning(String colours, int width, int height) {
		this.browser.size(width, height).colours(colours);
		this.page.open(this.port);
		this.page.screenshot("welcome-" + colours + "-" + width);
		assertThat(this.browser.violations()).isEmpty();
		this.page.askAndAwaitEnd("Write a short release note.");
		this.page.askAndAwaitEnd("/529");
		this.page.askAndAwaitEnd("What time is it in Tokyo?");
		this.page.awaitAnswer("The tools say:");
		this.page.askAndAwaitEnd("Set an alarm for half past seven in Lisbon.");
		this.page.screenshot("conversation-" + colours + "-" + width);
		assertThat(this.browser.violations()).isEmpty();
		this.page.pressInLastTurn("Edit");
		assertThat(this.browser.violations()).isEmpty();
		assertThat(this.page.run("return document.documentElement.scrollWidth - window.innerWidth")).isEqualTo(0L);
		assertThat(this.browser.foreignRequests()).isEmpty();
		assertThat(this.browser.errors()).isEmpty();
	}

}

package com.example.apixo.browser;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A reader with four tabs, where the gateway allows three calls at once.
 */
@TestPropertySource(properties = "apixo.limits.max-wait=2m")
class LimitPageTests extends PageTests {

	private static final String QUESTION = "/slow Tell me the long story of a token";

	@Test
	void ofFourTabsOneWaitsForItsTurnAndNoneIsRefused() {
		int before = this.gateway.requests().size();
		List<String> tabs = new ArrayList<>(List.of(this.browser.tab()));
		for (int number = 1; number < 4; number++) {
			tabs.add(this.browser.openTab());
			this.page.open(this.port);
		}
		tabs.forEach((tab) -> {
			this.browser.goTo(tab);
			this.page.ask(QUESTION);
			Browser.await().until(this.page::isAnswering);
		});
		Browser.await().until(() -> panel().contains("Waiting calls 1"));
		assertThat(panel()).contains("Open calls 3 of 3");
		assertThat(this.page.answer()).isEmpty();
		this.page.screenshot("four-tabs");
		this.browser.goTo(tabs.get(0));
		stop();
		this.browser.goTo(tabs.get(3));
		Browser.await().until(() -> !this.page.answer().isEmpty());
		Browser.await().until(() -> panel().contains("Waiting calls 0"));
		stop();
		for (String tab : List.of(tabs.get(1), tabs.get(2))) {
			this.browser.goTo(tab);
			stop();
		}
		assertThat(this.gateway.requests()).as("one request a tab, none of them again after a 429").hasSize(before + 4);
		tabs.subList(1, 4).forEach(this.browser::closeTab);
		this.browser.goTo(tabs.get(0));
	}

	private void stop() {
		this.page.pressEscape();
		this.page.awaitEnd();
	}

	private String panel() {
		return this.page.panel().replaceAll("\\s+", " ");
	}

}

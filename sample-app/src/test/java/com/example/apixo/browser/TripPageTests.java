package com.example.apixo.browser;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A structured answer that draws itself element by element.
 */
class TripPageTests extends PageTests {

	@BeforeEach
	void openTrip() {
		this.browser.visit(this.port, "/trip.html");
	}

	@Test
	void eachStopAppearsAsSoonAsItIsComplete() {
		this.page
			.run("""
					window.counts = [];
					new MutationObserver(() => {
						const count = document.querySelectorAll("#stops li").length;
						if (count !== counts.at(-1)) { counts.push(`${count} ${document.getElementById("plan").disabled}`); }
					}).observe(document.getElementById("stops"), { childList: true });
					""");
		this.page.press("#plan");
		awaitStatus("The plan is complete: 9 stops.");
		assertThat(this.page.run("return counts.filter((each) => each.endsWith('true')).length"))
			.as("counts while the answer grew")
			.isEqualTo(9L);
		assertThat(this.page.all("#stops li").get(0).getText()).contains("Day 1, 09:30", "The old town of Lisbon",
				"Narrow streets");
		assertThat(this.browser.errors()).isEmpty();
	}

	@Test
	void aFailureIsToldInTheWordsOfAnEndUserAndKeepsTheStopsSoFar() {
		this.page
			.run("""
					window.EventSource = class extends EventTarget {
						constructor() {
							super();
							setTimeout(() => {
								this.onmessage({ data: '{"day": 1, "time": "09:30", "place": "A place", "why": "A reason"}' });
								this.dispatchEvent(new MessageEvent("error", { data: '{"detail": "The response could not be completed."}' }));
							}, 50);
						}
						close() { window.sourceClosed = true; }
					};
					""");
		this.page.press("#plan");
		awaitStatus("The response could not be completed.");
		assertThat(this.page.all("#stops li")).hasSize(1);
		assertThat(this.page.all(".notice").get(0).getText()).contains("The plan is not complete.",
				"could not be completed");
		assertThat(this.page.run("return window.sourceClosed")).isEqualTo(true);
		this.page.screenshot("trip-failed");
	}

	@ParameterizedTest
	@CsvSource({ "light, 1280, 860", "dark, 390, 844" })
	void axeFindsNothingWorthMentioning(String colours, int width, int height) {
		this.browser.size(width, height).colours(colours);
		this.page.press("#plan");
		awaitStatus("The plan is complete: 9 stops.");
		this.page.screenshot("trip-" + colours + "-" + width);
		assertThat(this.browser.violations()).isEmpty();
		if (width < 640) {
			assertThat(this.browser.smallTargets(44)).isEmpty();
		}
		assertThat(this.page.run("return document.documentElement.scrollWidth - window.innerWidth")).isEqualTo(0L);
	}

	private void awaitStatus(String status) {
		Browser.await().until(() -> this.page.status().equals(status));
	}

}

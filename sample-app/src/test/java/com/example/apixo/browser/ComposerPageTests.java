package com.example.apixo.browser;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.WebElement;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where a prompt is written and files are attached.
 */
class ComposerPageTests extends PageTests {

	private static final byte[] PIXEL = Base64.getDecoder()
		.decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

	@ParameterizedTest
	@ValueSource(ints = { 280, 320, 390, 768, 1024, 1280, 1920 })
	void theButtonsNeverOverlapFiftyLinesOfText(int width) {
		this.browser.size(width, 700);
		this.page.drop("a-rather-long-name-of-an-image-that-has-to-be-broken-somewhere.png", "image/png", PIXEL);
		this.page.paste("A line that is as long as the box is wide, and then a little longer than that.\n".repeat(50));
		assertThat(this.page.run("""
				const [text, ...others] = ["#prompt", "#composer .tools", "#files", "#send", "#attach"]
					.map((selector) => document.querySelector(selector).getBoundingClientRect());
				return others.filter((other) => other.top < text.bottom - .5 && other.bottom > text.top + .5).length;
				""")).isEqualTo(0L);
		assertThat(this.page.run("""
				const { top, bottom } = document.getElementById("composer").getBoundingClientRect();
				return top >= 0 && bottom <= window.innerHeight + .5;
				""")).as("all of the composer is in sight").isEqualTo(true);
		assertThat(this.page.run("return document.documentElement.scrollWidth - window.innerWidth")).isEqualTo(0L);
		this.page.screenshot("fifty-lines-" + width);
	}

	@Test
	void tabShowsNoFileControlOfTheBrowser() {
		assertThat(this.browser.tabOrder("#prompt", 3)).startsWith("attach", "send");
		assertThat(this.page.run("""
				return [...document.querySelectorAll("input[type=file]")]
					.filter((input) => { input.focus(); return input.getClientRects().length > 0; }).length;
				""")).isEqualTo(0L);
	}

	@Test
	void theKeyboardReachesEverythingAndTheEndIsAnnounced() {
		assertThat(this.browser.tabOrder(".skip", 5)).containsExactly("model", "Settings", "clear",
				"Request the balance of the key", "Explain RAG in 3 bullets.");
		this.page.askAndAwaitEnd("hello");
		assertThat(this.page.status()).isEqualTo("The answer is complete.");
		assertThat(this.browser.tabOrder("#balance button", 6)).containsExactly("Edit", "Copy the answer", "Regenerate",
				"prompt", "attach", "send");
	}

	@Test
	void shiftEnterBreaksTheLineAndEnterSends() {
		this.page.typeTwoLines("hello", "again");
		assertThat(this.page.all(".user")).isEmpty();
		this.page.askAndAwaitEnd("");
		assertThat(this.page.questions()).containsExactly("hello\nagain");
	}

	@Test
	void anImageIsShownBeforeItIsSentAndReachesTheGateway(@TempDir Path folder) throws IOException {
		this.page.attach(Files.write(folder.resolve("pixel.png"), PIXEL));
		Browser.await().until(() -> !this.page.all("#files img").isEmpty());
		assertThat(this.page.run("return document.querySelector('#files img').naturalWidth")).isEqualTo(1L);
		assertThat(this.page.all("#files li").get(0).getText()).contains("pixel.png", PIXEL.length + " bytes");
		this.page.drop("paper.pdf", "application/pdf", "%PDF-1.7".getBytes(StandardCharsets.US_ASCII));
		this.page.screenshot("thumbnail");
		this.page.press("#files button[aria-label='Remove paper.pdf']");
		this.page.askAndAwaitEnd("What is this?");
		this.page.awaitAnswer("A model would now look");
		assertThat(this.page.all("#files li")).isEmpty();
		assertThat(this.page.all(".user img")).hasSize(1);
		assertThat(this.page.answer()).contains("image/png", PIXEL.length + " bytes");
	}

	@Test
	void anImageAndADocumentCanBeDroppedAndTakenBack() {
		this.page.drop("pixel.png", "image/png", PIXEL);
		this.page.drop("paper.pdf", "application/pdf", "%PDF-1.7".getBytes(StandardCharsets.US_ASCII));
		this.page.press("#files button[aria-label='Remove pixel.png']");
		this.page.askAndAwaitEnd("What is this?");
		this.page.awaitAnswer("A model would now look");
		assertThat(this.page.all(".user .file")).extracting(WebElement::getText).containsExactly("paper.pdf");
		assertThat(this.page.answer()).contains("application/pdf", "8 bytes");
		this.page.reload();
		assertThat(this.page.all(".user .file")).as("after a reload too").hasSize(1);
	}

	@Test
	void filesThatCannotBeTakenAreRefusedWithAReason(@TempDir Path folder) throws IOException {
		this.page.attach(Files.writeString(folder.resolve("notes.txt"), "Not an image"));
		awaitRefusal("notes.txt is neither an image (PNG, JPEG, GIF, WebP) nor a PDF.");
		this.page.screenshot("refused-file");
		this.page.attach(Files.write(folder.resolve("large.png"), new byte[5 * 1024 * 1024 + 1]));
		awaitRefusal("large.png is larger than 5 MB.");
		this.page.attach(Files.write(folder.resolve("empty.pdf"), new byte[0]));
		awaitRefusal("empty.pdf is empty.");
		this.page.press(".refused button");
		assertThat(this.page.all(".refused")).isEmpty();
	}

	private void awaitRefusal(String reason) {
		Browser.await()
			.until(() -> this.page.all(".refused")
				.stream()
				.map(WebElement::getText)
				.anyMatch((text) -> text.startsWith(reason)));
		assertThat(this.page.status()).isEqualTo(reason);
		assertThat(this.page.all("#files li")).hasSize(1);
	}

	@Test
	void onAPhoneEverythingThatIsPressedIsAsLargeAsAThumb() {
		this.browser.size(390, 844);
		assertThat(this.browser.smallTargets(44)).isEmpty();
		this.page.drop("pixel.png", "image/png", PIXEL);
		this.page.press("#settings summary");
		assertThat(this.browser.smallTargets(44)).isEmpty();
		this.page.choose("claude-sonnet-4-6-thinking");
		this.page.askAndAwaitEnd("Show me the code");
		this.page.askAndAwaitEnd("What time is it in Tokyo and Lisbon?");
		this.page.askAndAwaitEnd("Set an alarm for half past seven in Lisbon.");
		Browser.await().until(() -> !this.page.all(".approval").isEmpty());
		assertThat(this.browser.smallTargets(44)).isEmpty();
		this.page.pressInLastTurn("Edit");
		this.page.replacePrompt("/cut");
		this.page.awaitEnd();
		assertThat(this.browser.smallTargets(44)).isEmpty();
		assertThat(this.page.run("return document.documentElement.scrollWidth - window.innerWidth")).isEqualTo(0L);
		this.page.screenshot("phone");
	}

}

package com.example.apixo.browser;

import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/**
 * The chat page, in the words of a person who uses it.
 */
final class ChatPage implements AutoCloseable {

	private final Browser browser = Browser.start();

	Browser browser() {
		return this.browser;
	}

	ChatPage open(int port) {
		this.browser.visit(port, "/");
		this.browser.allowClipboard();
		awaitReady();
		return this;
	}

	private void awaitReady() {
		Browser.await().until(() -> !all("body[data-ready]").isEmpty());
	}

	/**
	 * Loads the page anew, as F5 does.
	 */
	void reload() {
		this.browser.reload();
		awaitReady();
	}

	/**
	 * Opens the same address in another tab and goes there.
	 */
	void openSecondTab() {
		this.browser.openSecondTab();
		awaitReady();
	}

	void ask(String prompt) {
		prompt().sendKeys(prompt, Keys.ENTER);
	}

	void askAndAwaitEnd(String prompt) {
		ask(prompt);
		awaitEnd();
	}

	void instruct(String system) {
		press("#settings summary");
		all("#system").get(0).sendKeys(system, Keys.ESCAPE);
	}

	void typeTwoLines(String first, String second) {
		prompt().sendKeys(first, Keys.chord(Keys.SHIFT, Keys.ENTER), second);
	}

	void replacePrompt(String prompt) {
		prompt().clear();
		ask(prompt);
	}

	void paste(String text) {
		this.browser.run("""
				const prompt = document.getElementById("prompt");
				prompt.value = arguments[0];
				prompt.dispatchEvent(new InputEvent("input", { bubbles: true }));
				""", text);
	}

	void pressEscape() {
		prompt().sendKeys(Keys.ESCAPE);
	}

	void press(String selector) {
		this.browser.press(selector);
	}

	/**
	 * Presses the button with these words in the last turn.
	 */
	void pressInLastTurn(String label) {
		this.browser.press(all(".exchange:last-child button").stream()
			.filter((button) -> button.isDisplayed() && button.getText().equals(label))
			.findFirst()
			.orElseThrow());
	}

	void choose(String model) {
		all("#model option[value='" + model + "']").get(0).click();
	}

	void attach(Path file) {
		all("#chosen").get(0).sendKeys(file.toAbsolutePath().toString());
	}

	/**
	 * Drops a file onto the page as a file manager does.
	 */
	void drop(String name, String mediaType, byte[] content) {
		this.browser.run("""
				const bytes = Uint8Array.from(atob(arguments[2]), (character) => character.charCodeAt(0));
				const dataTransfer = new DataTransfer();
				dataTransfer.items.add(new File([bytes], arguments[0], { type: arguments[1] }));
				document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
				""", name, mediaType, Base64.getEncoder().encodeToString(content));
		Browser.await().until(() -> all("#files li").stream().anyMatch((file) -> file.getText().contains(name)));
	}

	/**
	 * Writes down from now on what an element looks like each time the page changes.
	 */
	void watch(String selector, String property) {
		this.browser.run("""
				const [selector, property] = arguments;
				window.seen = [];
				new MutationObserver(() => {
					const now = document.querySelector(selector)?.[property];
					if (now && now !== seen.at(-1)) { seen.push(now); }
				}).observe(document.body, { childList: true, subtree: true, characterData: true });
				""", selector, property);
	}

	List<String> seen() {
		return ((List<?>) Objects.requireNonNull(run("return window.seen"))).stream().map(String::valueOf).toList();
	}

	String status() {
		return text("return document.getElementById('status').textContent");
	}

	/**
	 * The text of the newest answer, as a reader sees it.
	 */
	String answer() {
		return text("const answers = document.querySelectorAll('.assistant');"
				+ "return [...answers[answers.length - 1]?.querySelectorAll('.text') ?? []]"
				+ ".map((text) => text.innerText).join('\\n')");
	}

	String conversation() {
		return text("return document.getElementById('conversation').innerText");
	}

	List<String> questions() {
		return all(".user p").stream().map(WebElement::getText).toList();
	}

	String figures() {
		return text("return [...document.querySelectorAll('.figures')].at(-1).innerText");
	}

	String curve() {
		return text("return [...document.querySelectorAll('.figures polyline')].at(-1).getAttribute('points')");
	}

	String panel() {
		return text("return document.querySelector('aside').innerText");
	}

	String clipboard() {
		return text("return navigator.clipboard.readText()");
	}

	boolean isAnswering() {
		return all("#stop").get(0).isDisplayed();
	}

	void awaitAnswer(String text) {
		Browser.await().until(() -> answer().contains(text));
	}

	void awaitConversation(String text) {
		Browser.await().until(() -> conversation().contains(text));
	}

	void awaitEnd() {
		Browser.await().until(() -> !isAnswering());
	}

	List<WebElement> all(String selector) {
		return this.browser.all(selector);
	}

	@Nullable Object run(String script, Object... arguments) {
		return this.browser.run(script, arguments);
	}

	private String text(String script) {
		return this.browser.text(script);
	}

	private WebElement prompt() {
		return this.browser.all("#prompt").get(0);
	}

	void screenshot(String name) {
		this.browser.screenshot(name);
	}

	@Override
	public void close() {
		this.browser.close();
	}

}

package com.example.apixo.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The chat page in a headless Chromium, in the words of a person who uses it.
 */
final class ChatPage implements AutoCloseable {

	static final String HOW_TO_INSTALL = "Chromium is not installed here; on Debian: apt-get install chromium chromium-driver";

	private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

	private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

	private static final String AXE = read("axe.min.js");

	private final ChromeDriver browser;

	private final Path profile;

	private ChatPage(ChromeDriver browser, Path profile) {
		this.browser = browser;
		this.profile = profile;
	}

	/**
	 * Whether there is a browser, or has to be one.
	 */
	static boolean canStart() {
		return isInstalled() || "required".equals(System.getenv("BROWSER_TESTS"));
	}

	private static boolean isInstalled() {
		return Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
	}

	static ChatPage start() {
		assertThat(isInstalled()).as(HOW_TO_INSTALL).isTrue();
		Path profile = newProfile();
		ChromeOptions options = new ChromeOptions().setBinary(CHROMIUM.toFile())
			.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
					"--disable-background-networking", "--disable-component-update", "--disable-sync",
					"--disable-dev-shm-usage", "--hide-scrollbars", "--user-data-dir=" + profile);
		ChromeDriverService service = new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build();
		return new ChatPage(new ChromeDriver(service, options), profile);
	}

	private static Path newProfile() {
		try {
			return Files.createTempDirectory("chromium");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String read(String resource) {
		try {
			return new ClassPathResource(resource).getContentAsString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	void visit(int port, String path) {
		this.browser.get("http://localhost:" + port + path);
	}

	ChatPage open(int port) {
		visit(port, "/");
		this.browser.executeCdpCommand("Browser.grantPermissions",
				Map.of("permissions", List.of("clipboardReadWrite", "clipboardSanitizedWrite")));
		await().until(() -> !all("#model option").isEmpty());
		return this;
	}

	/**
	 * Loads the page anew, as F5 does.
	 */
	void reload() {
		this.browser.navigate().refresh();
		await().until(() -> !all("#model option").isEmpty());
	}

	/**
	 * Opens the same address in another tab and goes there.
	 */
	void openSecondTab() {
		String address = Objects.requireNonNull(this.browser.getCurrentUrl());
		this.browser.switchTo().newWindow(WindowType.TAB).get(address);
		await().until(() -> !all("#model option").isEmpty());
	}

	/**
	 * Closes the second tab and goes back to the first.
	 */
	void closeSecondTab() {
		this.browser.close();
		this.browser.switchTo().window(this.browser.getWindowHandles().iterator().next());
	}

	/**
	 * Takes the network away, as a closed lid does, or gives it back.
	 */
	void network(boolean there) {
		this.browser.executeCdpCommand("Network.enable", Map.of());
		this.browser.executeCdpCommand("Network.emulateNetworkConditions",
				Map.of("offline", !there, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
	}

	/**
	 * Reads the run in the address with the browser's own event source.
	 * @return the ids of its events, and how it ended
	 */
	String eventSource() {
		return text("""
				return new Promise((resolve) => {
					const ids = [];
					const source = new EventSource(`/api/chat/${new URLSearchParams(location.search).get("run")}`);
					source.onmessage = (message) => ids.push(message.lastEventId);
					source.addEventListener("end", (message) => {
						source.close();
						resolve(`${ids.join(" ")} ${JSON.parse(message.data).state}`);
					});
				});
				""");
	}

	ChatPage size(int width, int height) {
		this.browser.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
		return this;
	}

	ChatPage colours(String scheme) {
		this.browser.executeCdpCommand("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
		return this;
	}

	void ask(String prompt) {
		prompt().sendKeys(prompt, Keys.ENTER);
	}

	void instruct(String system) {
		press("#settings summary");
		all("#system").get(0).sendKeys(system, Keys.ESCAPE);
	}

	void typeTwoLines(String first, String second) {
		prompt().sendKeys(first, Keys.chord(Keys.SHIFT, Keys.ENTER), second);
	}

	void pressEscape() {
		prompt().sendKeys(Keys.ESCAPE);
	}

	void press(String selector) {
		WebElement element = all(selector).get(0);
		this.browser.executeScript("arguments[0].scrollIntoView({ block: 'center' })", element);
		element.click();
	}

	void choose(String model) {
		all("#model option[value='" + model + "']").get(0).click();
	}

	void attach(Path file) {
		all("#attach").get(0).sendKeys(file.toAbsolutePath().toString());
	}

	/**
	 * Drops a file onto the page as a file manager does.
	 */
	void drop(String name, String mediaType, byte[] content) {
		this.browser.executeScript("""
				const bytes = Uint8Array.from(atob(arguments[2]), (character) => character.charCodeAt(0));
				const dataTransfer = new DataTransfer();
				dataTransfer.items.add(new File([bytes], arguments[0], { type: arguments[1] }));
				document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
				""", name, mediaType, Base64.getEncoder().encodeToString(content));
		await().until(() -> all("#files li").stream().anyMatch((file) -> file.getText().contains(name)));
	}

	/**
	 * Writes down from now on what an element looks like each time the page changes.
	 */
	void watch(String selector, String property) {
		this.browser.executeScript("""
				const [selector, property] = arguments;
				window.seen = [];
				new MutationObserver(() => {
					const now = document.querySelector(selector)?.[property];
					if (now && now !== seen.at(-1)) { seen.push(now); }
				}).observe(document.body, { childList: true, subtree: true, characterData: true });
				""", selector, property);
	}

	/**
	 * Gives the page an answer of one text block with a stop reason, in place of the
	 * application's.
	 */
	void answerWith(String text, String stopReason) {
		this.browser.executeScript("""
				const [text, stop_reason] = arguments;
				const events = [
					{ type: "message_start", message: { role: "assistant", content: [] } },
					{ type: "content_block_start", index: 0, content_block: { type: "text", text } },
					{ type: "content_block_stop", index: 0 },
					{ type: "message_delta", delta: { stop_reason } },
					{ type: "message_stop" }
				].map((event) => `data:${JSON.stringify({ at: 1, event })}\\n\\n`).join("")
					+ 'event:end\\ndata:{"state":"completed"}\\n\\n';
				const fetch = window.fetch;
				window.fetch = (path, options) =>
					(path === "/api/chat") ? Promise.resolve(new Response(events)) : fetch(path, options);
				""", text, stopReason);
	}

	/**
	 * Writes down from now on what the application sends as answers.
	 */
	void listen() {
		run("""
				const fetch = window.fetch;
				window.received = "";
				window.fetch = async (path, options) => {
					const response = await fetch(path, options);
					if (path !== "/api/chat") { return response; }
					const [page, copy] = response.body.tee();
					new Response(copy).text().then((text) => window.received += text);
					return new Response(page, response);
				};
				""");
	}

	/**
	 * The events of one type that the application sent since {@link #listen()}.
	 */
	List<JsonNode> received(String type) {
		await().until(() -> !text("return window.received").isEmpty());
		return text("return window.received").lines()
			.filter((line) -> line.startsWith("data:"))
			.map((line) -> JsonMapper.shared().readTree(line.substring(5)).path("event"))
			.filter((event) -> event.path("type").asString().equals(type))
			.toList();
	}

	/**
	 * Lets the page receive an answer all at once, whatever it asks.
	 */
	void answerWith(String events) {
		this.browser.executeScript(
				"""
						const events = arguments[0] + 'event:end\\ndata:{"state":"completed"}\\n\\n';
						const fetch = window.fetch;
						window.fetch = async (path, options) => (path === "/api/chat") ? new Response(events) : fetch(path, options);
						""",
				events);
	}

	List<String> seen() {
		return ((List<?>) Objects.requireNonNull(run("return window.seen"))).stream().map(String::valueOf).toList();
	}

	/**
	 * What Tab visits after an element, by id or else by what it says.
	 */
	List<String> tabOrder(String start, int stops) {
		run("document.querySelector('" + start + "').focus()");
		List<String> visited = new ArrayList<>();
		for (int stop = 0; stop < stops; stop++) {
			new Actions(this.browser).sendKeys(Keys.TAB).perform();
			visited.add(text("const at = document.activeElement; return at.id || at.ariaLabel || at.innerText"));
		}
		return visited;
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
		await().until(() -> answer().contains(text));
	}

	void awaitConversation(String text) {
		await().until(() -> conversation().contains(text));
	}

	void awaitEnd() {
		await().until(() -> !isAnswering());
	}

	/**
	 * What axe-core finds moderate, serious or critical, one line each.
	 */
	List<?> violations() {
		run(AXE);
		return (List<?>) run("return axe.run().then((result) => result.violations"
				+ ".filter((violation) => ['moderate', 'serious', 'critical'].includes(violation.impact))"
				+ ".map((violation) => violation.id + ': ' + violation.nodes.map((node) => node.html + ' '"
				+ " + node.failureSummary).join(' | ')))");
	}

	/**
	 * The addresses outside this application that the page asked for.
	 */
	List<?> foreignRequests() {
		return (List<?>) run("return performance.getEntriesByType('resource').map((entry) => entry.name)"
				+ ".filter((name) => !name.startsWith(location.origin) && !name.startsWith('data:'))");
	}

	List<LogEntry> errors() {
		return this.browser.manage().logs().get(LogType.BROWSER).getAll();
	}

	List<WebElement> all(String selector) {
		return this.browser.findElements(By.cssSelector(selector));
	}

	@Nullable Object run(String script) {
		return this.browser.executeScript(script);
	}

	private String text(String script) {
		return String.valueOf(run(script));
	}

	private WebElement prompt() {
		return this.browser.findElement(By.id("prompt"));
	}

	/**
	 * Writes what the browser shows to {@code target/screenshots}.
	 */
	void screenshot(String name) {
		try {
			Path folder = Files.createDirectories(Path.of("target", "screenshots"));
			Files.write(folder.resolve(name + ".png"), this.browser.getScreenshotAs(OutputType.BYTES));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static ConditionFactory await() {
		return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(25));
	}

	@Override
	public void close() {
		this.browser.quit();
		FileSystemUtils.deleteRecursively(this.profile.toFile());
	}

}

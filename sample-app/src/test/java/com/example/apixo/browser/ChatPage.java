package com.example.apixo.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.springframework.util.FileSystemUtils;

/**
 * The chat page in a headless Chromium, in the words of a person who uses it.
 */
final class ChatPage implements AutoCloseable {

	private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

	private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

	private final ChromeDriver browser;

	private final Path profile;

	private ChatPage(ChromeDriver browser, Path profile) {
		this.browser = browser;
		this.profile = profile;
	}

	static ChatPage start() {
		Assumptions.assumeTrue(Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER),
				"Chromium is not installed here; on Debian: apt-get install chromium chromium-driver");
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

	ChatPage open(int port) {
		this.browser.get("http://localhost:" + port + "/");
		await().until(() -> !all("#model option").isEmpty());
		return this;
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
		WebElement field = this.browser.findElement(By.id("prompt"));
		field.sendKeys(prompt);
		field.sendKeys(Keys.ENTER);
	}

	/**
	 * The text of the newest answer as a reader sees it.
	 */
	String answer() {
		return (String) run("return [...document.querySelectorAll('.assistant:last-of-type .text')]"
				+ ".map((text) -> text.innerText).join('\\n')".replace("->", "=>"));
	}

	boolean answering() {
		return all("#stop").get(0).isDisplayed();
	}

	void awaitText(String text) {
		await().until(() -> answer().contains(text));
	}

	void awaitEnd() {
		await().until(() -> !answering());
	}

	List<WebElement> all(String selector) {
		return this.browser.findElements(By.cssSelector(selector));
	}

	void press(String selector) {
		this.browser.findElement(By.cssSelector(selector)).click();
	}

	Object run(String script, Object... arguments) {
		return this.browser.executeScript(script, arguments);
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

	Object logs() {
		return this.browser.manage().logs().get("browser").getAll();
	}

	static ConditionFactory await() {
		return Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(25));
	}

	@Override
	public void close() {
		this.browser.quit();
		FileSystemUtils.deleteRecursively(this.profile.toFile());
	}

}

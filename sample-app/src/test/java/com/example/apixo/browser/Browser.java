package com.example.apixo.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.apache.commons.logging.LogFactory;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.WebDriver;
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

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A headless Chromium.
 */
final class Browser implements AutoCloseable {

	static final String HOW_TO_INSTALL = "Chromium is not installed here; on Debian: apt-get install chromium chromium-driver";

	private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

	private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

	private static final Duration LOADED_WITHIN = Duration.ofSeconds(60);

	private static final String AXE = read("axe.min.js");

	private final ChromeDriver driver;

	private final Path profile;

	private Browser(ChromeDriver driver, Path profile) {
		this.driver = driver;
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

	static Browser start() {
		assertThat(isInstalled()).as(HOW_TO_INSTALL).isTrue();
		Path profile = newProfile();
		ChromeOptions options = new ChromeOptions().setBinary(CHROMIUM.toFile())
			.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
					"--disable-background-networking", "--disable-component-update", "--disable-sync",
					"--disable-dev-shm-usage", "--hide-scrollbars", "--user-data-dir=" + profile);
		ChromeDriverService service = new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build();
		ChromeDriver driver = new ChromeDriver(service, options);
		driver.manage().timeouts().pageLoadTimeout(LOADED_WITHIN);
		return new Browser(driver, profile);
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
		load(() -> this.driver.get("http://localhost:" + port + path));
	}

	/**
	 * Loads a page, and once more if its driver does not hear that it is loaded, which
	 * happens once in many thousand navigations.
	 */
	private void load(Runnable navigation) {
		try {
			navigation.run();
		}
		catch (TimeoutException ex) {
			LogFactory.getLog(Browser.class).warn("Not loaded within " + LOADED_WITHIN + ", loading it again", ex);
			navigation.run();
		}
	}

	/**
	 * Takes the network away, as a closed lid does, or gives it back.
	 */
	void network(boolean there) {
		this.driver.executeCdpCommand("Network.enable", Map.of());
		this.driver.executeCdpCommand("Network.emulateNetworkConditions",
				Map.of("offline", !there, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
	}

	/**
	 * Reload the page with a script that runs before its own.
	 */
	void reloadAfter(String script) {
		Map<String, Object> added = this.driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument",
				Map.of("source", script));
		reload();
		this.driver.executeCdpCommand("Page.removeScriptToEvaluateOnNewDocument", added);
	}

	Browser size(int width, int height) {
		this.driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
		return this;
	}

	Browser colours(String scheme) {
		this.driver.executeCdpCommand("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
		return this;
	}

	/**
	 * What axe-core finds moderate, serious or critical, one line each, once the page has
	 * come to rest: colours are not those of the style sheet while an animation fades.
	 */
	List<?> violations() {
		run(AXE);
		return (List<?>) run("return Promise.allSettled(document.getAnimations()"
				+ ".filter((animation) => animation.effect.getComputedTiming().endTime !== Infinity)"
				+ ".map((animation) => animation.finished)).then(() => axe.run()).then((result) => result.violations"
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
		return this.driver.manage().logs().get(LogType.BROWSER).getAll();
	}

	List<WebElement> all(String selector) {
		return this.driver.findElements(By.cssSelector(selector));
	}

	@Nullable Object run(String script, Object... arguments) {
		return this.driver.executeScript(script, arguments);
	}

	String text(String script, Object... arguments) {
		return String.valueOf(run(script, arguments));
	}

	/**
	 * Writes what the browser shows to {@code target/screenshots}.
	 */
	void screenshot(String name) {
		try {
			Path folder = Files.createDirectories(Path.of("target", "screenshots"));
			Files.write(folder.resolve(name + ".png"), this.driver.getScreenshotAs(OutputType.BYTES));
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
		this.driver.quit();
		FileSystemUtils.deleteRecursively(this.profile.toFile());
	}

	void reload() {
		load(() -> this.driver.navigate().refresh());
	}

	void forgetCookies() {
		this.driver.manage().deleteAllCookies();
	}

	void allowClipboard() {
		this.driver.executeCdpCommand("Browser.grantPermissions",
				Map.of("permissions", List.of("clipboardReadWrite", "clipboardSanitizedWrite")));
	}

	void openSecondTab() {
		String address = Objects.requireNonNull(this.driver.getCurrentUrl());
		WebDriver tab = this.driver.switchTo().newWindow(WindowType.TAB);
		load(() -> tab.get(address));
	}

	/**
	 * Opens an empty tab and goes there.
	 * @return what it is called
	 */
	String openTab() {
		return this.driver.switchTo().newWindow(WindowType.TAB).getWindowHandle();
	}

	String tab() {
		return this.driver.getWindowHandle();
	}

	void goTo(String tab) {
		this.driver.switchTo().window(tab);
	}

	void closeTab(String tab) {
		goTo(tab);
		this.driver.close();
	}

	void closeSecondTab() {
		this.driver.close();
		this.driver.switchTo().window(this.driver.getWindowHandles().iterator().next());
	}

	void press(String selector) {
		press(all(selector).get(0));
	}

	void press(WebElement element) {
		run("arguments[0].scrollIntoView({ block: 'center' })", element);
		element.click();
	}

	/**
	 * What Tab visits after an element, by id or else by what it says.
	 */
	List<String> tabOrder(String start, int stops) {
		run("document.querySelector(arguments[0]).focus()", start);
		List<String> visited = new ArrayList<>();
		for (int stop = 0; stop < stops; stop++) {
			new Actions(this.driver).sendKeys(Keys.TAB).perform();
			visited.add(text("const at = document.activeElement; return at.id || at.ariaLabel || at.innerText"));
		}
		return visited;
	}

	/**
	 * Everything to be pressed on the page that is smaller than a thumb, as it is drawn.
	 */
	List<?> smallTargets(int pixels) {
		return (List<?>) Objects.requireNonNull(run("""
				return [...document.querySelectorAll("button, select, summary, textarea, input, a:not(.text a)")]
					.filter((node) => node.checkVisibility() && node.getClientRects().length > 0)
					.map((node) => [node, node.getBoundingClientRect()])
					.filter(([, { width, height }]) => width < arguments[0] || height < arguments[0])
					.map(([node, { width, height }]) => `${node.outerHTML.slice(0, 80)}: ${width} x ${height}`);
				""", pixels));
	}

}

package com.example.apixo.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import ai.apixo.test.MockApixoGateway;
import ai.apixo.test.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The first example of the README in a real Chromium, read by the lines that the README
 * shows.
 */
@SpringBootTest(classes = NotePageTests.Application.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@TestInstance(Lifecycle.PER_CLASS)
@EnabledIf(value = "com.example.apixo.browser.Browser#canStart", disabledReason = Browser.HOW_TO_INSTALL)
class NotePageTests {

	private static final Path PROJECT = Path.of("..");

	private static final String CONTROLLER = "src/test/java/com/example/note/NoteController.java";

	private static final Reply NOTE = Reply.reply().text(" Faster", "  starts,", " and", " one\nline.", " ", "End ");

	private static final String TEXT = " Faster  starts, and one\nline. End ";

	private static final MockApixoGateway gateway = MockApixoGateway.start();

	@LocalServerPort
	private int port;

	private Browser page;

	@DynamicPropertySource
	static void properties(DynamicPropertyRegistry registry) {
		registry.add("apixo.base-url", gateway::baseUrl);
		registry.add("apixo.api-key", () -> "test-key-0123456789");
	}

	@BeforeAll
	void start() {
		this.page = Browser.start();
	}

	@BeforeEach
	void open() {
		this.page.visit(this.port, "/chat.css");
		this.page.run("window.page = document.createElement('p')");
	}

	@AfterEach
	void forget() {
		gateway.reset();
	}

	@AfterAll
	void quit() {
		this.page.close();
		gateway.close();
	}

	@Test
	void theControllerIsThatOfTheExample() throws IOException {
		assertThat(Path.of(CONTROLLER))
			.hasSameTextualContentAs(PROJECT.resolve("apixo-spring-boot-test/" + CONTROLLER));
	}

	@Test
	@DisplayName("FIELD-14 an EventSource shows every space of the README's example and asks the model once")
	void anEventSourceShowsEverySpace() throws IOException {
		gateway.enqueue(NOTE);
		readAsTheReadmeShows();
		Browser.await().until(this::isClosed);
		assertThat(this.page.run("return page.textContent")).isEqualTo(TEXT);
		assertThat(gateway.requests()).hasSize(1);
	}

	@Test
	@DisplayName("FIELD-14 an EventSource ends with a failed call and does not ask the model again")
	void anEventSourceEndsWithAFailedCall() throws IOException {
		gateway.enqueue(NOTE.cut());
		readAsTheReadmeShows();
		Browser.await().until(this::isClosed);
		assertThat(this.page.run("return page.textContent")).isEqualTo(TEXT);
		assertThat(gateway.requests()).hasSize(1);
	}

	@Test
	@DisplayName("FIELD-14 fetch reads every space of the README's example and asks the model once")
	void fetchReadsEverySpace() {
		gateway.enqueue(NOTE);
		this.page.run("fetch('/note').then((response) => response.text()).then((text) => window.received = text)");
		Browser.await().until(() -> this.page.run("return window.received ?? null") != null);
		assertThat(this.page.run("""
				return received.split("\\n\\n").filter((frame) => !frame.includes("event:"))
					.flatMap((frame) => frame.split("\\n")).filter((line) => line.startsWith("data:"))
					.map((line) => JSON.parse(line.slice(5)).text).join("")
				""")).isEqualTo(TEXT);
		assertThat(gateway.requests()).hasSize(1);
	}

	private void readAsTheReadmeShows() throws IOException {
		String readme = Files.readString(PROJECT.resolve("README.md"));
		int from = readme.indexOf("let note = new EventSource(");
		String script = readme.substring(from, readme.indexOf("```", from));
		this.page.run(script.replace("let note", "window.note"));
	}

	private boolean isClosed() {
		return Boolean.TRUE.equals(this.page.run("return note.readyState === EventSource.CLOSED"));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@ComponentScan("com.example.note")
	static class Application {

	}

}

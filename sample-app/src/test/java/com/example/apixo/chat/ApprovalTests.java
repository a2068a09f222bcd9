package com.example.apixo.chat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import com.example.apixo.SampleApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.client.ClientRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A tool with an effect waits for the person at the page, also over a restart.
 */
class ApprovalTests {

	private static final String PROMPT = "{\"prompt\":\"Set an alarm for half past seven in Lisbon.\"}";

	private static ConfigurableApplicationContext start(Path folder) {
		return SpringApplication.run(SampleApplication.class, "--server.port=0", "--stand-in.pace=1ms",
				"--apixo.api-key=", "--sample.runs=" + folder);
	}

	private static WebTestClient page(ConfigurableApplicationContext application) {
		return WebTestClient.bindToServer()
			.baseUrl("http://localhost:" + application.getEnvironment().getProperty("local.server.port"))
			.responseTimeout(Duration.ofSeconds(30))
			.build();
	}

	private static List<JsonNode> events(WebTestClient.RequestHeadersSpec<?> request) {
		List<String> data = Objects.requireNonNull(request.accept(MediaType.TEXT_EVENT_STREAM)
			.exchange()
			.expectStatus()
			.isOk()
			.returnResult(String.class)
			.getResponseBody()
			.collectList()
			.block(Duration.ofSeconds(30)));
		return data.stream().map((json) -> JsonMapper.shared().readTree(json).path("event")).toList();
	}

	private static JsonNode only(List<JsonNode> events, String type) {
		return events.stream()
			.filter((event) -> event.path("type").asString("").equals(type))
			.reduce((first, second) -> second)
			.orElseThrow();
	}

	private static List<JsonNode> ask(WebTestClient page) {
		return events(page.post().uri("/api/chat").contentType(MediaType.APPLICATION_JSON).bodyValue(PROMPT));
	}

	@Test
	void allowedCallIsExecutedAfterARestart(@TempDir Path folder) {
		String id;
		try (ConfigurableApplicationContext application = start(folder)) {
			JsonNode approval = only(ask(page(application)), "Approval");
			id = approval.path("id").asString();
			assertThat(approval.at("/calls/0/name").asString()).isEqualTo("set_alarm");
			assertThat(application.getBean(Alarms.class).all()).isEmpty();
		}
		try (ConfigurableApplicationContext application = start(folder)) {
			WebTestClient page = page(application);
			page.get().uri("/api/runs").exchange().expectBody().jsonPath("$[0].id").isEqualTo(id);
			List<JsonNode> events = events(page.post().uri("/api/runs/{id}/allow?run=r2", id));
			assertThat(application.getBean(Alarms.class).all()).containsExactly("07:30 in Lisbon");
			assertThat(only(events, "tool_result").path("content").asString()).contains("rings at 07:30");
			assertThat(only(events, "Conversation").path("messages")).hasSize(4);
			page.post().uri("/api/runs/{id}/allow?run=r2", id).exchange().expectStatus().isNotFound();
		}
	}

	@Test
	void deniedCallIsNotExecuted(@TempDir Path folder) {
		try (ConfigurableApplicationContext application = start(folder)) {
			WebTestClient page = page(application);
			String id = only(ask(page), "Approval").path("id").asString();
			List<JsonNode> events = events(page.post().uri("/api/runs/{id}/deny?run=r3", id));
			assertThat(only(events, "tool_result").path("is_error").asBoolean()).isTrue();
			assertThat(application.getBean(Alarms.class).all()).isEmpty();
			page.get().uri("/api/runs").exchange().expectBody().jsonPath("$").isEmpty();
		}
	}

	@Test
	void runThatCannotGoOnIsNotLost(@TempDir Path folder) {
		try (ConfigurableApplicationContext application = start(folder)) {
			AtomicReference<String> session = new AtomicReference<>("");
			WebTestClient page = page(application).mutate()
				.filter((request, next) -> next
					.exchange(
							ClientRequest.from(request).header("Cookie", Objects.requireNonNull(session.get())).build())
					.doOnNext((response) -> response.cookies()
						.values()
						.forEach((cookies) -> session.set(cookies.get(0).getName() + "=" + cookies.get(0).getValue()))))
				.build();
			String id = only(ask(page), "Approval").path("id").asString();
			events(page.post()
				.uri("/api/chat")
				.contentType(MediaType.APPLICATION_JSON)
				.bodyValue("{\"prompt\":\"Hello\",\"run\":\"taken\"}"));
			page.post().uri("/api/runs/{id}/allow?run=taken", id).exchange().expectStatus().isEqualTo(409);
			page.get().uri("/api/runs").exchange().expectBody().jsonPath("$[0].id").isEqualTo(id);
			assertThat(application.getBean(Alarms.class).all()).isEmpty();
		}
	}

	@Test
	void fileThatIsNoRunHidesNoOther(@TempDir Path folder) throws IOException {
		Files.writeString(folder.resolve("0.json"), "{}");
		try (ConfigurableApplicationContext application = start(folder)) {
			WebTestClient page = page(application);
			String id = only(ask(page), "Approval").path("id").asString();
			page.get()
				.uri("/api/runs")
				.exchange()
				.expectBody()
				.jsonPath("$.length()")
				.isEqualTo(1)
				.jsonPath("$[0].id")
				.isEqualTo(id);
		}
	}

}

package com.example.apixo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What whoever runs the sample in production looks at.
 */
class OperationsTests {

	private static final Duration LIMIT = Duration.ofSeconds(60);

	@Test
	void aShutdownDuringAStreamLetsTheAnswerFinish() {
		ConfigurableApplicationContext application = start("--stand-in.pace=20ms");
		Mono<Void> closed = Mono.<Void>fromRunnable(application::close)
			.subscribeOn(Schedulers.boundedElastic())
			.cache();
		Flux<String> types = chat(application, "hello").map((event) -> event.path("type").asString(""))
			.filter((type) -> !type.isEmpty())
			.doOnNext((type) -> {
				if (type.equals("message_start")) {
					closed.subscribe();
				}
			});
		StepVerifier.create(types.takeLast(2)).expectNext("message_stop", "Figures").expectComplete().verify(LIMIT);
		// What closes goes on to end the event loops that the next test would share.
		closed.block(LIMIT);
	}

	@Test
	void ofFourTabsOneWaitsForItsTurnAndNoneIsRefused() {
		try (ConfigurableApplicationContext application = start("--stand-in.pace=5ms")) {
			chat(application, "hello").blockLast(LIMIT);
			Flux<JsonNode> tabs = Flux.range(0, 4)
				.flatMap((tab) -> chat(application, "Tell me the long story of a token"));
			StepVerifier
				.create(tabs.map((event) -> event.path("type").asString()).filter(Set.of("Retry", "Figures")::contains))
				.then(() -> await().atMost(LIMIT).until(() -> health(application).path("waitingCalls").asInt() == 1))
				.expectNext("Figures", "Figures", "Figures", "Figures")
				.expectComplete()
				.verify(LIMIT);
			assertThat(health(application).path("waitingCalls").asInt()).isZero();
		}
	}

	@Test
	void anotherModelAnswersForAnOverloadedOneAndIsNamed() {
		try (ConfigurableApplicationContext application = start("--stand-in.pace=1ms")) {
			chat(application, "hello").blockLast(LIMIT);
			List<JsonNode> events = Objects.requireNonNull(
					chat(application, "/overloaded").filter((event) -> !event.path("type").asString().equals("Asked"))
						.collectList()
						.block(LIMIT));
			assertThat(events.get(0).path("type").asString()).isEqualTo("AnsweredBy");
			assertThat(events.get(0).path("model").asString()).isEqualTo("claude-haiku-4-5-20251001");
			assertThat(events.get(1).path("type").asString()).isEqualTo("message_start");
			assertThat(health(application).path("coolingModels").valueStream().map(JsonNode::asString))
				.containsExactly("claude-sonnet-4-6");
		}
	}

	@Test
	void theBalanceIsToldWhenThePageAsks() {
		try (ConfigurableApplicationContext application = start()) {
			assertThat(get(application, "/api/balance").path("balance").decimalValue()).isEqualTo("74.87");
		}
	}

	@Test
	void theBalanceOfAForeignKeyIsNotAskedFor() {
		try (ConfigurableApplicationContext application = startWithKey("foreign",
				"--apixo.base-url=http://127.0.0.1:1")) {
			assertThat(get(application, "/api/balance").path("problem").asString()).contains("127.0.0.1")
				.doesNotContain("foreign");
		}
	}

	private static JsonNode health(ConfigurableApplicationContext application) {
		return get(application, "/actuator/health").at("/components/apixo/details");
	}

	private static JsonNode get(ConfigurableApplicationContext application, String path) {
		return Objects
			.requireNonNull(webClient(application).get().uri(path).retrieve().bodyToMono(JsonNode.class).block(LIMIT));
	}

	@Test
	void structuredLogsCarryTheTraceOfTheCall(@TempDir Path folder) throws Exception {
		SampleProcess process = SampleProcess.run(folder, "--prompt=hello", "--logging.level.ai.apixo=info",
				"--logging.structured.format.console=ecs");
		assertThat(process.out().lines().filter((line) -> line.contains("Attempt 1 of client 'apixo' failed")))
			.singleElement()
			.asString()
			.startsWith("{\"@timestamp\":")
			.containsPattern("\"trace\":\\{\"id\":\"[0-9a-f]{32}\"|\"traceId\":\"[0-9a-f]{32}\"");
	}

	@Test
	void everyMetricOfTheDashboardIsExportedWithTheLabelsAskedFor() throws IOException {
		try (ConfigurableApplicationContext application = start("--stand-in.pace=1ms")) {
			chat(application, "hello").blockLast(LIMIT);
			List<String> exported = scrape(application).lines().toList();
			assertThat(expressions()).hasSizeGreaterThan(5).allSatisfy((expression) -> {
				String metric = find("(\\w+)\\{", expression).findFirst().orElseThrow();
				List<String> labels = Stream
					.concat(find("(\\w+)=~?\"", expression), find("by \\((\\w+)\\)", expression))
					.map((label) -> label + "=\"")
					.toList();
				assertThat(exported).filteredOn((line) -> line.startsWith(metric + "{"))
					.isNotEmpty()
					.allSatisfy((line) -> assertThat(line).contains(labels));
			});
		}
	}

	@Test
	void everyPanelOfTheDashboardAsksForSomething() throws IOException {
		assertThat(dashboard().path("panels").valueStream()).isNotEmpty().allSatisfy((panel) -> {
			assertThat(panel.path("title").asString()).isNotBlank();
			assertThat(panel.path("targets").valueStream()).isNotEmpty()
				.allSatisfy((target) -> assertThat(target.path("expr").asString()).isNotBlank());
		});
	}

	private static JsonNode dashboard() throws IOException {
		return JsonMapper.shared().readTree(Files.readString(Path.of("grafana", "apixo-sample.json")));
	}

	private static List<String> expressions() throws IOException {
		return dashboard().path("panels")
			.valueStream()
			.flatMap((panel) -> panel.path("targets").valueStream())
			.map((target) -> target.path("expr").asString())
			.toList();
	}

	private static Stream<String> find(String regex, String text) {
		return Pattern.compile(regex).matcher(text).results().map((match) -> match.group(1));
	}

	private static ConfigurableApplicationContext start(String... arguments) {
		return startWithKey("", arguments);
	}

	private static ConfigurableApplicationContext startWithKey(String apiKey, String... arguments) {
		return SpringApplication.run(SampleApplication.class,
				Stream.concat(Stream.of(arguments), Stream.of("--server.port=0", "--apixo.api-key=" + apiKey))
					.toArray(String[]::new));
	}

	private static Flux<JsonNode> chat(ConfigurableApplicationContext application, String prompt) {
		return webClient(application).post()
			.uri("/api/chat")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(Map.of("prompt", prompt))
			.retrieve()
			.bodyToFlux(JsonNode.class)
			.filter((sent) -> sent.has("event"))
			.map((sent) -> sent.path("event"));
	}

	private static String scrape(ConfigurableApplicationContext application) {
		return Objects.requireNonNull(webClient(application).get()
			.uri("/actuator/prometheus")
			.retrieve()
			.bodyToMono(String.class)
			.block(LIMIT));
	}

	private static WebClient webClient(ConfigurableApplicationContext application) {
		return WebClient.create("http://localhost:" + application.getEnvironment().getProperty("local.server.port"));
	}

}

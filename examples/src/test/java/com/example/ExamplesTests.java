package com.example;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;
import reactor.test.StepVerifier;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.Gateways;
import ai.apixo.client.Requests;
import ai.apixo.client.ScriptedGateway;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.tool.RunFinished;
import ai.apixo.tool.ToolRunStatus;
import ai.apixo.tool.mcp.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs each example once.
 */
class ExamplesTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	@Test
	void streaming() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(Gateways::hello)) {
			assertThat(lines(Streaming.run(client(gateway)))).startsWith("Hello", ", world")
				.last()
				.asString()
				.endsWith(" tokens\n");
		}
	}

	@Test
	void conversation() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(Gateways::hello, Gateways::hello)) {
			assertThat(lines(Conversation.run(client(gateway)).flux())).containsExactly("Hello, world");
			assertThat(gateway.requests().get(1).body()).contains("first piano", "Hello, world", "In which city?");
		}
	}

	@Test
	void imageAndPdf(@TempDir Path folder) throws IOException {
		Path image = Files.write(folder.resolve("dish.png"), new byte[] { 1, 2, 3 });
		Path pdf = Files.write(folder.resolve("menu.pdf"), new byte[] { 4, 5, 6 });
		try (ScriptedGateway gateway = answering()) {
			assertThat(lines(ImageAndPdf.run(client(gateway), image, pdf).flux())).containsExactly("Hello");
			assertThat(gateway.requests().get(0).body()).contains("image/png", "AQID", "application/pdf", "BAUG",
					"Menu");
		}
	}

	@Test
	void extendedThinking() {
		try (ScriptedGateway gateway = streaming("04-thinking-signature")) {
			assertThat(lines(ExtendedThinking.run(client(gateway))))
				.startsWith("\u001B[90mThe user wants the tide \u001B[0m")
				.endsWith("At noon the tide ", "is falling.");
			assertThat(gateway.requests().get(0).body()).contains("\"budget_tokens\":2048");
		}
	}

	@Test
	void toolCallByHand() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(script("06-tool-use"), Gateways::hello)) {
			assertThat(lines(ToolCallByHand.run(client(gateway)).flux())).containsExactly("Hello, world");
			assertThat(gateway.requests().get(1).body()).contains("\"tool_use_id\":\"toolu_01TideTable\"",
					"\"is_error\":true");
		}
	}

	@Test
	void toolRuns() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(script("06-tool-use"), Gateways::hello)) {
			assertThat(lines(ToolRuns.run(client(gateway)).flux())).containsExactly("Hello, world");
			assertThat(gateway.requests().get(0).body()).contains("\"name\":\"time_in\"", "\"name\":\"move\"");
			assertThat(gateway.requests().get(1).body()).contains("\"tool_use_id\":\"toolu_01TideTable\"",
					"There is no tool of this name.");
		}
	}

	@Test
	void mcpTools() {
		ServerParameters server = ServerParameters.builder(ProcessHandle.current().info().command().orElseThrow())
			.args("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), TestServer.class.getName())
			.build();
		try (ScriptedGateway gateway = ScriptedGateway.playing(Gateways::hello)) {
			StepVerifier
				.create(McpTools.run(client(gateway), new StdioClientTransport(server, McpJsonDefaults.getMapper()))
					.ofType(RunFinished.class))
				.assertNext((end) -> assertThat(end.run().status()).isEqualTo(ToolRunStatus.COMPLETED))
				.expectComplete()
				.verify(LIMIT);
			assertThat(gateway.requests().get(0).body()).contains("\"name\":\"files_echo_text\"");
		}
	}

	@Test
	void structuredAnswers() {
		String recipe = Requests.MESSAGE.replace("\"Hello\"",
				"\"{\\\"title\\\":\\\"Gazpacho\\\",\\\"minutes_to_cook\\\":5,\\\"ingredients\\\":[]}\"");
		try (ScriptedGateway gateway = ScriptedGateway
			.playing((response) -> response.respond(200, "application/json", recipe))) {
			assertThat(StructuredAnswers.run(client(gateway)).block(LIMIT))
				.isEqualTo(new StructuredAnswers.Recipe("Gazpacho", 5, List.of()));
			assertThat(gateway.requests().get(0).body()).contains("\"minutes_to_cook\"");
		}
	}

	@Test
	void blockingCode() {
		MessagesRequest request = Requests.hello();
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (ScriptedGateway gateway = ScriptedGateway.playing(Gateways::hello, Gateways::hello)) {
			assertThat(BlockingCode.whole(client(gateway), request)).isEqualTo("Hello, world");
			BlockingCode.print(client(gateway), request, new PrintStream(out, true, StandardCharsets.UTF_8));
			assertThat(out).hasToString("Hello, world");
		}
	}

	@Test
	void ownEventLoops() {
		LoopResources eventLoops = LoopResources.create("own", 1, true);
		ConnectionProvider connections = ConnectionProvider.create("own", 1);
		try (ScriptedGateway gateway = ScriptedGateway.playing(Gateways::hello)) {
			ApixoMessagesClient client = OwnEventLoops.client(
					ApixoMessagesClient.builder().baseUrl(gateway.url()).apiKey(Requests.KEY), connections, eventLoops);
			StepVerifier.create(OwnEventLoops.run(client).map((text) -> Thread.currentThread().getName()).distinct())
				.assertNext((thread) -> assertThat(thread).startsWith("own-"))
				.expectComplete()
				.verify(LIMIT);
		}
		finally {
			connections.dispose();
			eventLoops.dispose();
		}
	}

	@Test
	void promptCaching() {
		try (ScriptedGateway gateway = answering()) {
			assertThat(lines(PromptCaching.run(client(gateway), "A long text"))).hasSize(2)
				.allSatisfy((line) -> assertThat(line).startsWith("Hello ("));
			assertThat(gateway.requests()).hasSize(2)
				.allSatisfy(
						(request) -> assertThat(request.body()).contains("\"cache_control\":{\"type\":\"ephemeral\"}"));
		}
	}

	@Test
	void citations() {
		try (ScriptedGateway gateway = streaming("12-document-citations")) {
			assertThat(lines(Citations.run(client(gateway)))).startsWith("\"opens at six\", Notice, character 14",
					"\"06:00\", page 2");
		}
	}

	@Test
	void twoClients() {
		try (ScriptedGateway gateway = answering()) {
			ApixoMessagesClient first = ApixoMessagesClient.builder()
				.baseUrl(gateway.url())
				.apiKey(Mono.just("rotated-key-0123456789"))
				.build();
			assertThat(lines(TwoClients.run(first, "batch-key-0123456789"))).hasSize(2);
			assertThat(gateway.requests()).extracting((request) -> request.header("x-api-key"))
				.containsExactly(List.of("rotated-key-0123456789"), List.of("batch-key-0123456789"));
		}
	}

	@Test
	void cancellation() {
		Sinks.Empty<Void> stop = Sinks.empty();
		try (ScriptedGateway gateway = ScriptedGateway.playing(Gateways::stall)) {
			StepVerifier.create(Cancellation.run(client(gateway), stop.asMono()))
				.expectNext("Hello")
				.then(stop::tryEmitEmpty)
				.expectComplete()
				.verify(LIMIT);
			gateway.awaitPlayed(); // it waits for the connection to be closed
		}
	}

	@ParameterizedTest
	@MethodSource("examples")
	void exampleFitsOnAScreen(Path example) throws IOException {
		assertThat(Files.readAllLines(example)).hasSizeBetween(20, 60);
	}

	@ParameterizedTest
	@MethodSource("examples")
	void exampleIsOnThePage(Path example) throws IOException {
		assertThat(Files.readString(Path.of("README.md"))).contains("(" + example + ")");
	}

	static Stream<Path> examples() throws IOException {
		try (Stream<Path> files = Files.list(Path.of("src/main/java/com/example"))) {
			return files.filter((file) -> !file.endsWith("package-info.java")).sorted().toList().stream();
		}
	}

	private static ScriptedGateway answering() {
		return ScriptedGateway.playing((response) -> response.respond(200, "application/json", Requests.MESSAGE));
	}

	private static ScriptedGateway streaming(String recorded) {
		return ScriptedGateway.playing(script(recorded));
	}

	private static ScriptedGateway.Script script(String recorded) {
		return (response) -> {
			try (InputStream stream = ScriptedGateway.class
				.getResourceAsStream("/conformance/streams/" + recorded + ".sse")) {
				response.startStream().chunk(Objects.requireNonNull(stream).readAllBytes()).endStream();
			}
		};
	}

	private static ApixoMessagesClient client(ScriptedGateway gateway) {
		return ApixoMessagesClient.builder().baseUrl(gateway.url()).apiKey(Requests.KEY).build();
	}

	private static List<String> lines(Flux<String> output) {
		return Objects.requireNonNull(output.filter((text) -> !text.isEmpty()).collectList().block(LIMIT));
	}

}

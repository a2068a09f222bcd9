package ai.apixo.tool.mcp;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import io.modelcontextprotocol.client.McpAsyncClient;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.messages.content.Base64Source;
import ai.apixo.messages.content.Content;
import ai.apixo.messages.content.ImageBlock;
import ai.apixo.messages.content.TextBlock;
import ai.apixo.messages.content.ToolResultBlock;
import ai.apixo.tool.PlayedRuns;
import ai.apixo.tool.ToolFunction;
import ai.apixo.tool.ToolRunStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The tools of a real server in a process of its own.
 */
class McpToolSourceTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private final McpToolChanges changes = new McpToolChanges();

	private McpAsyncClient client;

	@BeforeEach
	void start() {
		ServerParameters server = ServerParameters.builder(ProcessHandle.current().info().command().orElseThrow())
			.args("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), TestServer.class.getName())
			.build();
		this.client = McpClient.async(new StdioClientTransport(server, McpJsonDefaults.getMapper()))
			.requestTimeout(LIMIT)
			.initializationTimeout(LIMIT)
			.toolsChangeConsumer(this.changes)
			.build();
	}

	@AfterEach
	void stop() {
		this.client.closeGracefully().block(LIMIT);
	}

	private static List<String> names(McpToolSource source) {
		return Objects.requireNonNull(source.tools().block(LIMIT)).stream().map(ToolFunction::name).toList();
	}

	@Test
	void toolsAreListedUnderAllowedNames() {
		assertThat(names(McpToolSource.of(this.client).namePrefix("my."))).containsExactlyInAnyOrder("my_echo_text",
				"my_broken", "my_picture", "my_grow");
		assertThat(names(McpToolSource.of(this.client).filter((tool) -> tool.name().startsWith("b"))))
			.containsExactly("broken");
	}

	@Test
	void resultsBecomeBlocks() {
		List<ToolResultBlock> results = PlayedRuns.results(McpToolSource.of(this.client), "echo_text",
				"{\"text\":\"hi\"}", "picture", "{}", "broken", "{}");
		assertThat(results.get(0)).isEqualTo(ToolResultBlock.of("toolu_0", Content.of(new TextBlock("hi"))));
		assertThat(results.get(1)).isEqualTo(ToolResultBlock.of("toolu_1", Content
			.of(new ImageBlock(new Base64Source("image/png", "eA=="), null, null), new TextBlock("the text of it"))));
		assertThat(results.get(2)).isEqualTo(ToolResultBlock.error("toolu_2", "The disk is full."));
	}

	@Test
	void approvalIsForSomeTools() {
		McpToolSource source = McpToolSource.of(this.client).requiringApproval((tool) -> tool.name().equals("broken"));
		assertThat(PlayedRuns.status(source, "echo_text", "{\"text\":\"hi\"}")).isEqualTo(ToolRunStatus.COMPLETED);
		assertThat(PlayedRuns.status(source, "broken", "{}")).isEqualTo(ToolRunStatus.DECISION_REQUIRED);
	}

	@Test
	void listIsKeptUntilItChanges() {
		McpToolSource source = McpToolSource.of(this.client).refreshedBy(this.changes);
		List<ToolFunction> first = source.tools().block(LIMIT);
		assertThat(source.tools().block(LIMIT)).isSameAs(first);
		PlayedRuns.results(source, "grow", "{}");
		Awaitility.await().untilAsserted(() -> assertThat(names(source)).contains("grown"));
	}

	@Test
	void clashesFail() {
		assertThatExceptionOfType(ApixoConfigurationException.class)
			.isThrownBy(() -> PlayedRuns.status(McpToolSource.of(this.client), "broken", "{}",
					ToolFunction.of("broken", "Is another one.", () -> "")))
			.withMessageContaining("Two functions have the name 'broken'");
	}

}

package ai.apixo.tool.mcp;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;

/**
 * An MCP server of the SDK over the standard streams, to be started as a process.
 */
public final class TestServer {

	private TestServer() {
	}

	public static void main(String[] args) {
		// What is logged must not get between the messages.
		PrintStream messages = System.out;
		System.setOut(System.err);
		Map<String, Object> schema = Map.of("type", "object", "properties", Map.of("text", Map.of("type", "string")));
		McpSyncServer[] server = new McpSyncServer[1];
		server[0] = McpServer.sync(new StdioServerTransportProvider(McpJsonDefaults.getMapper(), System.in, messages))
			.serverInfo("test", "1")
			.capabilities(McpSchema.ServerCapabilities.builder().tools(true).build())
			.strictToolNameValidation(false)
			.toolCall(McpSchema.Tool.builder("echo.text", schema).description("Repeats a text.").build(),
					(exchange, request) -> result(false, String.valueOf(request.arguments().get("text"))))
			.toolCall(McpSchema.Tool.builder("broken", schema).description("Fails.").build(),
					(exchange, request) -> result(true, "The disk is full."))
			.toolCall(McpSchema.Tool.builder("picture", schema).description("Draws.").build(),
					(exchange,
							request) -> CallToolResult
								.builder(List.of(McpSchema.ImageContent
									.builder("eA==", "image/png")
									.build(),
										McpSchema.EmbeddedResource.builder(
												McpSchema.TextResourceContents.builder("file:///a", "the text of it")
													.build())
											.build()))
								.build())
			.toolCall(McpSchema.Tool.builder("grow", schema).description("Adds a tool.").build(),
					(exchange, request) -> {
						server[0].addTool(SyncToolSpecification.builder()
							.tool(McpSchema.Tool.builder("grown", schema).description("Was added.").build())
							.callHandler((caller, call) -> result(false, "grown"))
							.build());
						return result(false, "added");
					})
			.build();
	}

	private static CallToolResult result(boolean isError, String text) {
		return CallToolResult.builder(List.of(TextContent.builder(text).build())).isError(isError).build();
	}

}

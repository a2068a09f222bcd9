package ai.apixo.tool.mcp;

import java.util.Map;
import java.util.regex.Pattern;

import io.modelcontextprotocol.client.McpAsyncClient;
import io.modelcontextprotocol.spec.McpSchema;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.messages.content.ToolUseBlock;
import ai.apixo.messages.raw.ExactJson;
import ai.apixo.messages.tool.CustomTool;
import ai.apixo.messages.tool.Tool;
import ai.apixo.tool.ToolFunction;

/**
 * One tool of an MCP server.
 */
final class McpTool {

	private static final JsonMapper MAPPER = ExactJson.mapper(new JsonFactory()).build();

	private static final TypeReference<Map<String, Object>> ARGUMENTS = new TypeReference<>() {
	};

	private static final Pattern FORBIDDEN = Pattern.compile("[^a-zA-Z0-9_-]");

	private final McpAsyncClient client;

	private final McpSchema.Tool tool;

	private final String namePrefix;

	McpTool(McpAsyncClient client, McpSchema.Tool tool, String namePrefix) {
		this.client = client;
		this.tool = tool;
		this.namePrefix = namePrefix;
	}

	ToolFunction function() {
		CustomTool.Builder declaration = Tool.of(name(), "", this.tool.inputSchema()).toBuilder();
		String description = this.tool.description();
		return ToolFunction.of(
				declaration.description((description == null || description.isBlank()) ? null : description).build(),
				this::call);
	}

	private String name() {
		return FORBIDDEN.matcher(this.namePrefix + this.tool.name()).replaceAll("_");
	}

	private Mono<Object> call(ToolUseBlock call) {
		Map<String, Object> arguments = MAPPER.treeToValue(call.input(), ARGUMENTS);
		// Not on the thread of the transport, which other responses wait for.
		return this.client.callTool(McpSchema.CallToolRequest.builder(this.tool.name()).arguments(arguments).build())
			.publishOn(Schedulers.parallel())
			.flatMap((result) -> Mono.justOrEmpty(McpContent.of(result)));
	}

}

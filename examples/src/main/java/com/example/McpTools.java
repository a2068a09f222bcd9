package com.example;

import java.util.Arrays;

import io.modelcontextprotocol.client.McpAsyncClient;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpClientTransport;
import reactor.core.publisher.Flux;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.messages.ApixoModels;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.tool.ToolRunEvent;
import ai.apixo.tool.ToolRunner;
import ai.apixo.tool.mcp.McpToolChanges;
import ai.apixo.tool.mcp.McpToolSource;

/** The tools of an MCP server, which is started by the command in the arguments. */
public final class McpTools {

	private McpTools() {
	}

	public static void main(String[] args) {
		ApixoMessagesClient client = ApixoMessagesClient.builder().apiKey(System.getenv("APIXO_API_KEY")).build();
		ServerParameters server = ServerParameters.builder(args[0])
			.args(Arrays.asList(args).subList(1, args.length))
			.build();
		run(client, new StdioClientTransport(server, McpJsonDefaults.getMapper())).doOnNext(System.out::println)
			.blockLast();
	}

	static Flux<ToolRunEvent> run(ApixoMessagesClient client, McpClientTransport transport) {
		ToolRunner.Builder builder = ToolRunner.builder(client);
		McpToolChanges changes = new McpToolChanges();
		McpAsyncClient mcp = McpClient.async(transport).toolsChangeConsumer(changes).build();
		ToolRunner runner = builder
			.toolSources(
					McpToolSource.of(mcp).namePrefix("files_").requiringApproval((tool) -> true).refreshedBy(changes))
			.build();
		MessagesRequest request = MessagesRequest.builder()
			.model(ApixoModels.CLAUDE_SONNET_4_6)
			.maxTokens(512)
			.user("What is in my folder?")
			.build();
		return runner.stream(request).doFinally((signal) -> mcp.closeGracefully().subscribe());
	}

}

package com.example;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZonedDateTime;

import reactor.core.publisher.Mono;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.messages.ApixoModels;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.content.ToolResultBlock;
import ai.apixo.messages.content.ToolUseBlock;
import ai.apixo.messages.tool.Tool;

/** Runs a tool whenever the model asks for it, at most five times. */
public final class ToolCallByHand {

	private static final Tool CLOCK = Tool.of("time_in", "Tells the time in a time zone.", """
			{"type": "object", "properties": {"zone": {"type": "string"}}, "required": ["zone"]}""");

	private ToolCallByHand() {
	}

	public static void main(String[] args) {
		ApixoMessagesClient client = ApixoMessagesClient.builder().apiKey(System.getenv("APIXO_API_KEY")).build();
		System.out.println(run(client).block());
	}

	static Mono<String> run(ApixoMessagesClient client) {
		MessagesRequest request = MessagesRequest.builder()
			.model(ApixoModels.CLAUDE_SONNET_4_6)
			.maxTokens(512)
			.tools(CLOCK)
			.user("What time is it in Vienna and in Lima?")
			.build();
		return ask(client, request, 5);
	}

	private static Mono<String> ask(ApixoMessagesClient client, MessagesRequest request, int rounds) {
		return client.streamMessage(request).flatMap((answer) -> {
			ContentBlock[] blocks = answer.toolUses().stream().map(ToolCallByHand::result).toArray(ContentBlock[]::new);
			return (blocks.length == 0 || rounds == 0) ? Mono.just(answer.text())
					: ask(client, request.toBuilder().message(answer.toInput()).user(blocks).build(), rounds - 1);
		});
	}

	private static ContentBlock result(ToolUseBlock call) {
		try {
			ZoneId zone = ZoneId.of(call.input().path("zone").asString(""));
			return ToolResultBlock.of(call.id(), ZonedDateTime.now(zone).toString());
		}
		catch (DateTimeException ex) { // the model reads why, and asks again
			return ToolResultBlock.error(call.id(), String.valueOf(ex.getMessage()));
		}
	}

}

package com.example;

import java.time.ZoneId;
import java.time.ZonedDateTime;

import reactor.core.publisher.Mono;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.messages.ApixoModels;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.tool.ToolException;
import ai.apixo.tool.ToolFunction;
import ai.apixo.tool.ToolMethod;
import ai.apixo.tool.ToolRunStatus;
import ai.apixo.tool.ToolRunner;

/** A function and a method of a bean that the model may call, one with approval. */
public final class ToolRuns {

	private ToolRuns() {
	}

	public static void main(String[] args) {
		ApixoMessagesClient client = ApixoMessagesClient.builder().apiKey(System.getenv("APIXO_API_KEY")).build();
		System.out.println(run(client).block());
	}

	static Mono<String> run(ApixoMessagesClient client) {
		ToolRunner runner = ToolRunner.builder(client)
			.tools(ToolFunction.of("time_in", "Tells the time in a time zone.", Zone.class,
					(zone) -> ZonedDateTime.now(ZoneId.of(zone.id()))))
			.toolMethods(new Calendar())
			.build();
		MessagesRequest request = MessagesRequest.builder()
			.model(ApixoModels.CLAUDE_SONNET_4_6)
			.maxTokens(512)
			.user("Move my meeting to noon in Lima.")
			.build();
		return runner.run(request)
			.flatMap((run) -> (run.status() != ToolRunStatus.DECISION_REQUIRED) ? Mono.just(run)
					: runner.run(run.approveAll())) // once a person agrees
			.map((run) -> run.lastMessage().text());
	}

	record Zone(String id) {
	}

	static class Calendar {

		@ToolMethod(description = "Moves a meeting.", requiresApproval = true)
		Mono<String> move(String meeting, String time) {
			return meeting.isBlank() ? Mono.error(new ToolException("Name the meeting."))
					: Mono.just("Moved to " + time);
		}

	}

}

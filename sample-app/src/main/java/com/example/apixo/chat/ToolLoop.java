package com.example.apixo.chat;

import java.time.Instant;

import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

import ai.apixo.messages.Message;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.StopReason;
import ai.apixo.messages.content.ToolResultBlock;
import ai.apixo.messages.event.MessageAccumulator;

/** Asks, and while the model wants tools, runs them and asks again with their results. */
@Component
record ToolLoop(WatchedCalls calls) {

	Flux<Object> answer(MessagesRequest request, int rounds) {
		return Flux.defer(() -> {
			MessageAccumulator answer = new MessageAccumulator();
			return Flux.concat(this.calls.stream(request, answer),
					Flux.defer(() -> useTools(request, answer.message(), rounds)));
		});
	}

	private Flux<Object> useTools(MessagesRequest request, Message answer, int rounds) {
		if (answer.toolUses().isEmpty() || StopReason.MAX_TOKENS.equals(answer.stopReason())) {
			return Flux.empty();
		}
		if (rounds == 1) {
			return Flux.just(new PageEvent.Problem("ToolLoop", "It wants one tool after another. Ask it again."));
		}
		ToolResultBlock[] results = answer.toolUses()
			.stream()
			.map((call) -> CityClock.answer(call, Instant.now()))
			.toArray(ToolResultBlock[]::new);
		MessagesRequest next = request.toBuilder().message(answer.toInput()).user(results).build();
		return Flux.<Object>fromArray(results).concatWith(answer(next, rounds - 1));
	}

}

package com.example.apixo.chat;

import java.time.Instant;
import java.util.List;

import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

import ai.apixo.messages.Message;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.content.ToolResultBlock;
import ai.apixo.messages.event.MessageAccumulator;
import ai.apixo.messages.event.StreamEvent;

/**
 * Asks, and while the model wants tools, runs them and asks again with their results. The
 * page gets the events of each round, its {@link PageEvent}s and the results.
 */
@Component
class ToolLoop {

	private final AnnouncedRetries calls;

	private final CallFigures figures;

	ToolLoop(AnnouncedRetries calls, CallFigures figures) {
		this.calls = calls;
		this.figures = figures;
	}

	Flux<Object> answer(MessagesRequest request, int rounds) {
		return Flux.defer(() -> {
			MessageAccumulator answer = new MessageAccumulator();
			Flux<Object> events = this.calls.stream(request).doOnNext((event) -> {
				if (event instanceof StreamEvent streamEvent) {
					answer.accept(streamEvent);
				}
			});
			return Flux.concat(events, Flux.defer(() -> this.figures.of(answer.message().id())),
					Flux.defer(() -> useTools(request, answer.message(), rounds)));
		});
	}

	private Flux<Object> useTools(MessagesRequest request, Message answer, int rounds) {
		if (answer.toolUses().isEmpty()) {
			return Flux.empty();
		}
		if (rounds == 1) {
			return Flux.just(new PageEvent.Problem("ToolLoop", "It wants one tool after another. Ask it again."));
		}
		List<ToolResultBlock> results = answer.toolUses()
			.stream()
			.map((call) -> CityClock.answer(call, Instant.now()))
			.toList();
		MessagesRequest next = request.toBuilder()
			.message(answer.toInput())
			.user(results.toArray(ToolResultBlock[]::new))
			.build();
		return Flux.<Object>fromIterable(results).concatWith(answer(next, rounds - 1));
	}

}

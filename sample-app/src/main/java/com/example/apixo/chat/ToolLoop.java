package com.example.apixo.chat;

import java.time.Clock;
import java.util.List;

import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

import ai.apixo.messages.Message;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.content.ToolResultBlock;
import ai.apixo.messages.event.MessageAccumulator;
import ai.apixo.messages.event.StreamEvent;

/**
 * Asks, and while the model wants tools, runs them and asks again with their results.
 */
@Component
class ToolLoop {

	private static final int MAX_ROUNDS = 5;

	private final AnnouncedRetries calls;

	private final CallFigures figures;

	private final CityClock cityClock = new CityClock(Clock.systemUTC());

	ToolLoop(AnnouncedRetries calls, CallFigures figures) {
		this.calls = calls;
		this.figures = figures;
	}

	/**
	 * Answers a request.
	 * @param request what to ask
	 * @return of each round the {@link RetryNotice}s, the {@link StreamEvent}s, the
	 * {@link CallFigures.Figures} and the {@link ToolResultBlock}s
	 */
	Flux<Object> answer(MessagesRequest request) {
		return round(request, 1);
	}

	private Flux<Object> round(MessagesRequest request, int round) {
		return Flux.defer(() -> {
			MessageAccumulator answer = new MessageAccumulator();
			Flux<Object> events = this.calls.stream(request).doOnNext((event) -> {
				if (event instanceof StreamEvent streamEvent) {
					answer.accept(streamEvent);
				}
			});
			return Flux.concat(events, Flux.defer(() -> this.figures.of(answer.message().id())),
					Flux.defer(() -> useTools(request, answer.message(), round)));
		});
	}

	private Flux<Object> useTools(MessagesRequest request, Message answer, int round) {
		List<ToolResultBlock> results = answer.toolUses().stream().map(this.cityClock::answer).toList();
		if (results.isEmpty() || round == MAX_ROUNDS) {
			return Flux.empty();
		}
		MessagesRequest next = request.toBuilder()
			.message(answer.toInput())
			.user(results.toArray(ToolResultBlock[]::new))
			.build();
		return Flux.concat(Flux.fromIterable(results), round(next, round + 1));
	}

}

package com.example.apixo.chat;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.observation.ApixoCallListener;
import ai.apixo.client.observation.ApixoCallSummary;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.ResponseInfo;
import ai.apixo.messages.event.MessageAccumulator;
import ai.apixo.messages.event.MessageStart;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.tool.ModelEvent;
import ai.apixo.tool.RunFinished;
import ai.apixo.tool.ToolFinished;
import ai.apixo.tool.ToolRun;
import ai.apixo.tool.ToolRunEvent;
import ai.apixo.tool.ToolRunner;

/**
 * Runs the tools that the model wants, and shows the waits of each call to the gateway
 * while they last and its figures at the end.
 */
@Component
class WatchedRuns {

	private final ApixoMessagesClient client;

	private final ToolRunner runner;

	private final WaitingRuns waiting;

	WatchedRuns(ApixoMessagesClient client, ToolRunner.Builder builder, WaitingRuns waiting, CityClock clock,
			Alarms alarms) {
		this.client = client;
		this.runner = builder.toolMethods(clock, alarms).build();
		this.waiting = waiting;
	}

	Flux<Object> stream(MessagesRequest request) {
		return watch((watched) -> watched.stream(request), false);
	}

	Flux<Object> stream(ToolRun run) {
		return watch((watched) -> watched.stream(run), true);
	}

	private Flux<Object> watch(Function<ToolRunner, Flux<ToolRunEvent>> run, boolean continued) {
		return Flux.defer(() -> {
			Watch watch = new Watch();
			ApixoMessagesClient watched = this.client.mutate().callListener(watch).build();
			return Flux.merge(watch.told.asFlux(),
					run.apply(this.runner.mutate().client(watched).build())
						.concatMap((event) -> told(event, watch, continued), 1)
						.doFinally((signal) -> watch.told.tryEmitComplete()));
		});
	}

	private Flux<Object> told(ToolRunEvent event, Watch watch, boolean continued) {
		if (event instanceof ModelEvent model) {
			watch.accept(model.event());
			return Flux.just((Object) model.event()).startWith(answeredBy(model.event()));
		}
		if (event instanceof ToolFinished tool) {
			return Flux.just(tool.result());
		}
		return (event instanceof RunFinished end) ? told(end.run(), continued).flux() : Flux.empty();
	}

	private static List<Object> answeredBy(StreamEvent event) {
		ResponseInfo response = (event instanceof MessageStart start) ? start.message().response() : null;
		return (response != null && response.fallbackModel() != null)
				? List.of(new PageEvent.AnsweredBy(response.fallbackModel())) : List.of();
	}

	private Mono<Object> told(ToolRun run, boolean continued) {
		return switch (run.status()) {
			case DECISION_REQUIRED -> this.waiting.save(run).cast(Object.class);
			case COMPLETED ->
				continued ? Mono.just(new PageEvent.Conversation(run.request().messages())) : Mono.empty();
			case MAX_TURNS, MAX_TOOL_CALLS, MAX_TOTAL_TOKENS ->
				Mono.just(new PageEvent.Problem(ProblemReason.TOOLS, true, null, "The run ended with " + run.status()
						+ ". Raise 'apixo.tool.max-turns' or the other limits of a run."));
			default -> Mono.empty();
		};
	}

	private static final class Watch implements ApixoCallListener {

		private final Sinks.Many<Object> told = Sinks.many().unicast().onBackpressureBuffer();

		private volatile MessageAccumulator answer = new MessageAccumulator();

		private void accept(StreamEvent event) {
			if (event instanceof MessageStart) {
				this.answer = new MessageAccumulator();
			}
			this.answer.accept(event);
		}

		@Override
		public void onRetry(int attempt, Duration wait, Throwable failure) {
			this.told.tryEmitNext(new PageEvent.Retry(attempt, wait.toMillis()));
		}

		@Override
		public void onEnd(ApixoCallSummary summary) {
			Duration first = summary.timeToFirstEvent();
			if (summary.failure() == null && !summary.cancelled() && first != null) {
				this.told.tryEmitNext(new PageEvent.Figures(summary.attempts(), first.toMillis(),
						summary.duration().toMillis(), this.answer.message().usage()));
			}
		}

	}

}

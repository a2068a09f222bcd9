package ai.apixo.tool;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.util.context.ContextView;

import ai.apixo.client.error.ApixoException;
import ai.apixo.messages.Message;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.tool.PreparedCall.Undecided;

/**
 * One subscription to a run: turn after turn, each begun when there is demand for it.
 */
final class RunLoop {

	private final RunnerSettings settings;

	private final ToolCatalog catalog;

	private final ToolResults results;

	private final ContextView context;

	private RunState state;

	private @Nullable StoredCalls stored;

	private int turns;

	private int toolCalls;

	private long tokens;

	private boolean finished;

	RunLoop(RunnerSettings settings, ToolCatalog catalog, ToolResults results, ContextView context, RunState state,
			@Nullable StoredCalls stored) {
		this.settings = settings;
		this.catalog = catalog;
		this.results = results;
		this.context = context;
		this.state = state;
		this.stored = stored;
	}

	Flux<ToolRunEvent> events() {
		// Not turn.concatWith(next turn): each event would pass as many operators as
		// there
		// were turns.
		return Flux.<Flux<ToolRunEvent>>generate((turns) -> {
			if (this.finished) {
				turns.complete();
			}
			else {
				turns.next(turn());
			}
		}).concatMap(Function.identity(), 0);
	}

	private Flux<ToolRunEvent> turn() {
		StoredCalls left = this.stored;
		this.stored = null;
		return (left != null) ? execute(left) : ask();
	}

	private Flux<ToolRunEvent> ask() {
		AnswerCollector collector = new AnswerCollector(this.state.turns() + 1);
		Flux<ToolRunEvent> answer = DemandGate.before(() -> {
			Flux<StreamEvent> events = this.settings.client().stream(asSent(this.state.request()));
			return events.map(collector::accept).onErrorMap(ApixoException.class, collector::withPartialMessage);
		});
		return Flux.concat(answer, Flux.defer(() -> answered(collector.answer())));
	}

	private MessagesRequest asSent(MessagesRequest request) {
		return CacheBreakpoints.addTo(this.catalog.declareIn(request), this.settings.promptCache());
	}

	private Flux<ToolRunEvent> answered(Answer answer) {
		Message message = answer.message();
		TurnVerdict verdict = answer.verdict();
		this.state = this.state.answered(message);
		this.turns++;
		this.tokens = sum(sum(this.tokens, message.usage().totalInputTokens()), message.usage().outputTokens());
		return switch (verdict) {
			case REFUSED -> finish(ToolRunStatus.REFUSED, answer);
			case INCOMPLETE -> finish(ToolRunStatus.INCOMPLETE, answer);
			case COMPLETE -> append(ToolRunStatus.COMPLETED, answer);
			case SEND_BACK -> append(nextStatus(), answer);
			case EXECUTE -> (this.toolCalls + answer.calls().size() > this.settings.limits().toolCalls())
					? finish(ToolRunStatus.MAX_TOOL_CALLS, answer) : execute(StoredCalls.of(answer));
		};
	}

	/**
	 * Add a counter, of which the sum may be as large as a number can be.
	 */
	private static long sum(long tokens, @Nullable Long more) {
		long sum = tokens + ((more != null) ? Math.max(0, more) : 0);
		return (sum < 0) ? Long.MAX_VALUE : sum;
	}

	private Flux<ToolRunEvent> append(ToolRunStatus status, Answer answer) {
		this.state = this.state.with(NextRequest.of(this.state.request(), answer.message(), List.of()), 0);
		return finish(status, answer);
	}

	private Flux<ToolRunEvent> finish(ToolRunStatus status, Answer answer) {
		return finish(new ToolRun(status, this.state, answer.message(), answer.faults(), List.of()));
	}

	private Flux<ToolRunEvent> finish(ToolRun run) {
		this.finished = run.status() != ToolRunStatus.CONTINUING;
		return Flux.just(this.finished ? new RunFinished(run.turns(), run) : new TurnFinished(run.turns(), run));
	}

	/**
	 * Return the status of a turn after which another request would follow.
	 */
	private ToolRunStatus nextStatus() {
		RunLimits limits = this.settings.limits();
		if (this.turns >= limits.turns()) {
			return ToolRunStatus.MAX_TURNS;
		}
		Long totalTokens = limits.totalTokens();
		return (totalTokens != null && this.tokens >= totalTokens) ? ToolRunStatus.MAX_TOTAL_TOKENS
				: ToolRunStatus.CONTINUING;
	}

	private Flux<ToolRunEvent> execute(StoredCalls calls) {
		CallPreparation preparation = new CallPreparation(this.catalog, this.state.request(), calls, this.context);
		return DemandGate.before(() -> ScheduledWork.on(this.settings.scheduler(), preparation::prepare)
			.flatMapMany((prepared) -> execute(calls, prepared)));
	}

	private Flux<ToolRunEvent> execute(StoredCalls calls, List<PreparedCall> prepared) {
		if (prepared.stream().anyMatch(Undecided.class::isInstance)) {
			return finish(new ToolRun(ToolRunStatus.DECISION_REQUIRED, this.state, calls.message(), calls.faults(),
					PendingCalls.of(prepared, calls.pending())));
		}
		ToolCalls execution = new ToolCalls(this.state.turns(), prepared, this.settings, this.results, this.context);
		return Flux.concat(execution, Flux.defer(() -> executed(calls.message(), execution)));
	}

	private Flux<ToolRunEvent> executed(Message message, ToolCalls execution) {
		int count = execution.inOrder().size();
		this.toolCalls += count;
		this.state = this.state.with(NextRequest.of(this.state.request(), message, execution.inOrder()), count);
		return finish(new ToolRun(nextStatus(), this.state, message, Map.of(), List.of()));
	}

}

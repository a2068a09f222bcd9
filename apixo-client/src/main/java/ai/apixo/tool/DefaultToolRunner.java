package ai.apixo.tool;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import ai.apixo.messages.MessagesRequest;

/**
 * The only implementation of {@link ToolRunner}.
 */
final class DefaultToolRunner implements ToolRunner {

	private final DefaultToolRunnerBuilder builder;

	private final RunnerSettings settings;

	private final LazyCatalog catalog;

	private final ToolResults results;

	DefaultToolRunner(DefaultToolRunnerBuilder builder, RunnerSettings settings, LazyCatalog catalog,
			ToolResults results) {
		this.builder = builder;
		this.settings = settings;
		this.catalog = catalog;
		this.results = results;
	}

	@Override
	public Flux<ToolRunEvent> stream(MessagesRequest request) {
		Objects.requireNonNull(request, "'request' must not be null");
		return begin(RunState.of(request), null);
	}

	@Override
	public Flux<ToolRunEvent> stream(ToolRun run) {
		Objects.requireNonNull(run, "'run' must not be null");
		return switch (run.status()) {
			case COMPLETED -> unchanged(run);
			case DECISION_REQUIRED ->
				run.pendingCalls().isEmpty() ? begin(run.state(), StoredCalls.of(run)) : unchanged(run);
			case MAX_TOOL_CALLS -> begin(run.state(), StoredCalls.of(run));
			case CONTINUING, REFUSED, INCOMPLETE, MAX_TURNS, MAX_TOTAL_TOKENS -> begin(run.state(), null);
		};
	}

	private Flux<ToolRunEvent> unchanged(ToolRun run) {
		return RunLifecycle.of(Flux.<ToolRunEvent>just(new RunFinished(run.turns(), run)).hide(),
				this.settings.observations());
	}

	private Flux<ToolRunEvent> begin(RunState state, @Nullable StoredCalls stored) {
		Flux<ToolRunEvent> events = this.catalog.isReady() ? loop(this.catalog.ready(), state, stored)
				: DemandGate.before(() -> this.catalog.load().flatMapMany((catalog) -> loop(catalog, state, stored)));
		return RunLifecycle.of(RunDeadline.of(events, this.settings.limits()), this.settings.observations());
	}

	private Flux<ToolRunEvent> loop(ToolCatalog catalog, RunState state, @Nullable StoredCalls stored) {
		return Flux.deferContextual(
				(context) -> new RunLoop(this.settings, catalog, this.results, context, state, stored).events());
	}

	@Override
	public Mono<ToolRun> run(MessagesRequest request) {
		return stream(request).ofType(RunFinished.class).map(RunFinished::run).last();
	}

	@Override
	public Mono<ToolRun> run(ToolRun run) {
		return stream(run).ofType(RunFinished.class).map(RunFinished::run).last();
	}

	@Override
	public Builder mutate() {
		return this.builder.copy();
	}

	@Override
	public String toString() {
		return "ToolRunner[name=" + this.settings.observations().runnerName() + ", tools=" + names() + "]";
	}

	private List<String> names() {
		return this.catalog.names();
	}

}

package ai.apixo.tool;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import ai.apixo.structured.JsonSchemas;

/**
 * The functions of a runner and of its sources. Deriving schemas takes milliseconds and
 * loads classes, so it is not done on a thread that must not block.
 */
final class LazyCatalog {

	private final List<ToolFunction> functions;

	private final List<ToolSource> sources;

	private final JsonSchemas schemas;

	private final Scheduler scheduler;

	private volatile @Nullable ToolCatalog fixed;

	LazyCatalog(List<ToolFunction> functions, List<ToolSource> sources, JsonSchemas schemas, Scheduler scheduler) {
		this.functions = List.copyOf(functions);
		this.sources = List.copyOf(sources);
		this.schemas = schemas;
		this.scheduler = scheduler;
		if (!Schedulers.isInNonBlockingThread()) {
			fixed();
		}
	}

	private ToolCatalog fixed() {
		ToolCatalog derived = this.fixed;
		if (derived == null) {
			derived = ToolCatalog.empty().with(this.functions, this.schemas);
			this.fixed = derived;
		}
		return derived;
	}

	/**
	 * Return whether there is nothing to wait for.
	 */
	boolean isReady() {
		return this.fixed != null && this.sources.isEmpty();
	}

	ToolCatalog ready() {
		return fixed();
	}

	/**
	 * Ask the sources, one after the other.
	 */
	Mono<ToolCatalog> load() {
		return Flux.fromIterable(this.sources)
			.concatMap((source) -> Objects.requireNonNull(source.tools(),
					"A ToolSource has returned null. Return a Mono of its functions"))
			.concatMapIterable((listed) -> listed)
			.collectList()
			.flatMap((all) -> ScheduledWork.on(this.scheduler, () -> fixed().with(all, this.schemas)));
	}

	List<String> names() {
		return this.functions.stream().map(ToolFunction::name).toList();
	}

}

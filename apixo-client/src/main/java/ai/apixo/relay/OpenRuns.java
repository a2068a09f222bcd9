package ai.apixo.relay;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The runs whose source runs here, until they have ended.
 */
final class OpenRuns {

	private final Set<ActiveRun> runs = ConcurrentHashMap.newKeySet();

	private final ActivityCounters activity;

	private volatile Sinks.Empty<Void> empty = Sinks.empty();

	private volatile boolean closed;

	OpenRuns(ActivityCounters activity) {
		this.activity = activity;
	}

	boolean isClosed() {
		return this.closed;
	}

	void open() {
		this.empty = Sinks.empty();
		this.closed = false;
	}

	void add(ActiveRun run) {
		this.runs.add(run);
		this.activity.runStarted();
		if (this.closed) {
			run.end(RelayState.LOST);
		}
	}

	void remove(ActiveRun run) {
		if (this.runs.remove(run)) {
			this.activity.runLeft();
			checkEmpty();
		}
	}

	/**
	 * Take no more runs.
	 * @return completes when there is none any more
	 */
	Mono<Void> close() {
		this.closed = true;
		checkEmpty();
		return this.empty.asMono();
	}

	void endAll() {
		this.runs.forEach((run) -> run.end(RelayState.LOST));
	}

	private void checkEmpty() {
		if (this.closed && this.runs.isEmpty()) {
			this.empty.tryEmitEmpty();
		}
	}

}

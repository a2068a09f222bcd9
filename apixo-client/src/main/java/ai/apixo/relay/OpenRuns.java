package ai.apixo.relay;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The runs whose source runs here, until they have ended.
 */
final class OpenRuns {

	private final Set<ActiveRun> runs = ConcurrentHashMap.newKeySet();

	private final ActivityCounters activity;

	/**
	 * Told of the last run once this is closing. Sinks load much of Reactor, which an
	 * application without runs does without.
	 */
	private volatile Sinks.@Nullable Empty<Void> empty;

	private volatile boolean closed;

	OpenRuns(ActivityCounters activity) {
		this.activity = activity;
	}

	boolean isClosed() {
		return this.closed;
	}

	synchronized void open() {
		this.closed = false;
		this.empty = null;
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
	synchronized Mono<Void> close() {
		Sinks.Empty<Void> closing = this.empty;
		if (closing == null) {
			closing = Sinks.empty();
			this.empty = closing;
		}
		this.closed = true;
		checkEmpty();
		return closing.asMono();
	}

	void endAll() {
		this.runs.forEach((run) -> run.end(RelayState.LOST));
	}

	private void checkEmpty() {
		Sinks.Empty<Void> closing = this.empty;
		if (closing != null && this.closed && this.runs.isEmpty()) {
			closing.tryEmitEmpty();
		}
	}

}

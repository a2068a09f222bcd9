package ai.apixo.relay;

import java.time.Duration;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import ai.apixo.client.error.ApixoRelayException;

/**
 * The store of the runs of an {@link ApixoRelay}: {@link MemoryRelayStore}, or
 * {@link RedisRelayStore} for several replicas.
 *
 * <p>
 * As a bean, it takes part in the application's lifecycle. Before the web server's
 * graceful shutdown, which would wait for the watchers, it refuses new runs, waits for
 * those in progress, ends the rest, and releases the watchers. Without an application
 * context, it is started when it is first used, and stopped by {@link #stop()}.
 *
 * @since 0.1.0
 */
public abstract sealed class RelayStore implements SmartLifecycle permits MemoryRelayStore, RedisRelayStore {

	/**
	 * That of a shutdown phase when nothing else is said, less a second.
	 */
	static final Duration DEFAULT_SHUTDOWN_WAIT = Duration.ofSeconds(9);

	private static final Log logger = LogFactory.getLog(ApixoRelay.class);

	/** Before {@code WebServerGracefulShutdownLifecycle}. */
	private static final int PHASE = DEFAULT_PHASE - 512;

	private static final Duration ENDING = Duration.ofMillis(400);

	private static final Duration LEAVING_CHECK = Duration.ofMillis(10);

	private final ActivityCounters activity = new ActivityCounters();

	private final OpenRuns openRuns = new OpenRuns(this.activity);

	private final Duration shutdownWait;

	private volatile boolean running;

	RelayStore(Duration shutdownWait) {
		this.shutdownWait = shutdownWait;
	}

	/**
	 * Claim the id of a run.
	 * @param key the key of the run
	 * @param terms how long it may stay
	 * @return where to write it, or empty if it exists
	 */
	abstract Mono<RunLog> claim(RelayKey key, RunTerms terms);

	/**
	 * Return the journal of a run, as far as it is known anywhere.
	 * @param key the key of the run
	 * @return the journal, or empty if there is no such run
	 */
	abstract Mono<Journal> journal(RelayKey key);

	abstract Mono<Boolean> stopRun(RelayKey key);

	abstract Mono<RelayState> stateOf(RelayKey key);

	/**
	 * Let all watchers leave.
	 */
	abstract void closeJournals();

	/**
	 * Return the shortest grace time that can be measured.
	 * @return the time
	 */
	abstract Duration shortestGrace();

	ActivityCounters activity() {
		return this.activity;
	}

	OpenRuns openRuns() {
		return this.openRuns;
	}

	/**
	 * Fail if the store is closed, and start it if it has not been.
	 * @param <T> any type
	 * @param operation what needs the store
	 * @return the operation, or an {@link ApixoRelayException}
	 */
	<T> Mono<T> whileOpen(Mono<T> operation) {
		return Mono.defer(() -> {
			if (this.openRuns.isClosed()) {
				return Mono.error(new ApixoRelayException(
						"The relay is closed because its application is closing. Try again on another replica.", null));
			}
			this.running = true;
			return operation;
		});
	}

	void recorded(RelayKey key, RunEnd end) {
		this.activity.endRecorded(end.state());
		if (end.state() == RelayState.LOST) {
			logger.warn(LogText.lost(key));
		}
		else {
			logger.debug(LogText.ended(key, end.state()));
		}
	}

	@Override
	public void start() {
		this.openRuns.open();
		this.running = true;
	}

	@Override
	public void stop(Runnable callback) {
		Mono<Void> ended = this.openRuns.close();
		ended.timeout(this.shutdownWait, Mono.fromRunnable(this.openRuns::endAll))
			.then(ended.timeout(ENDING, Mono.empty()))
			.then(Mono.defer(this::watchersHaveLeft).timeout(ENDING, Mono.empty()))
			.doFinally((signal) -> {
				closeJournals();
				this.running = false;
				callback.run();
			})
			.subscribe();
	}

	private Mono<Void> watchersHaveLeft() {
		if (this.activity.watchers() == 0) {
			return Mono.empty();
		}
		return Flux.interval(LEAVING_CHECK).takeUntil((tick) -> this.activity.watchers() == 0).then();
	}

	@Override
	public void stop() {
		stop(() -> {
		});
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

}

package ai.apixo.relay;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Schedulers;

/**
 * Measures the time that nobody watches a run.
 */
final class GraceTimer implements Journal.Presence {

	private final @Nullable Duration grace;

	private final Runnable whenOver;

	private final Disposable.Swap timer = Disposables.swap();

	private int watchers;

	private boolean stopped;

	/**
	 * Create the timer.
	 * @param grace the time, or {@code null} for no limit
	 * @param whenOver run once nobody has watched for that long
	 */
	GraceTimer(@Nullable Duration grace, Runnable whenOver) {
		this.grace = grace;
		this.whenOver = whenOver;
	}

	synchronized void start() {
		if (this.grace != null && this.watchers == 0 && !this.stopped) {
			this.timer.update(Schedulers.single().schedule(this::over, this.grace.toMillis(), TimeUnit.MILLISECONDS));
		}
	}

	@Override
	public synchronized void watcherCame() {
		this.watchers++;
		this.timer.update(Disposables.disposed());
	}

	@Override
	public synchronized void watcherLeft() {
		this.watchers--;
		start();
	}

	synchronized void stop() {
		this.stopped = true;
		this.timer.dispose();
	}

	private void over() {
		if (isOver()) {
			this.whenOver.run();
		}
	}

	private synchronized boolean isOver() {
		return this.watchers == 0 && !this.stopped;
	}

}

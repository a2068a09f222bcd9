package ai.apixo.relay;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.reactivestreams.Subscription;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Scheduler;

/**
 * One subscriber of a run. It reads the journal at its own demand and on its own worker,
 * so that it delays neither the run nor others.
 */
final class Watcher extends Readers.Reader implements Subscription, Runnable {

	/** After so many steps, other watchers of the same thread have their turn. */
	private static final int MAX_STEPS = 64;

	/**
	 * Events that follow each other faster than this are emitted together: waking a
	 * thread up costs more than an event.
	 */
	private static final long PAUSE = 1;

	private final AtomicLong requested = new AtomicLong();

	// Nothing runs before it begins.
	private final AtomicInteger wakeUps = new AtomicInteger(1);

	private final CoreSubscriber<? super ServerSentEvent<String>> subscriber;

	private final Journal journal;

	private final Cursor cursor;

	private final ActivityCounters activity;

	private final Scheduler scheduler;

	private final Scheduler.Worker worker;

	private final long heartbeat;

	private long lastFrame;

	private volatile long lastTurn;

	private volatile boolean heartbeatIsDue;

	private volatile boolean cancelled;

	private boolean left;

	Watcher(CoreSubscriber<? super ServerSentEvent<String>> subscriber, Journal journal, Cursor cursor,
			Duration heartbeat, ActivityCounters activity, Scheduler scheduler) {
		this.subscriber = subscriber;
		this.journal = journal;
		this.cursor = cursor;
		this.heartbeat = heartbeat.toMillis();
		this.activity = activity;
		this.scheduler = scheduler;
		this.worker = scheduler.createWorker();
	}

	/**
	 * Begin to watch. A journal that was closed in between is left again at once.
	 */
	void begin() {
		this.activity.watcherCame();
		this.lastFrame = now();
		this.journal.attach(this);
		schedule(this::heartbeat, this.heartbeat);
		schedule(this, 0);
	}

	@Override
	public void request(long demand) {
		if (Operators.validate(demand)) {
			this.requested.accumulateAndGet(demand, Operators::addCap);
			drain();
		}
	}

	@Override
	public void cancel() {
		this.cancelled = true;
		if (this.wakeUps.getAndIncrement() == 0) {
			leave();
		}
	}

	@Override
	void wakeUp() {
		if ((this.requested.get() > 0 || this.journal.isClosed()) && this.wakeUps.getAndIncrement() == 0) {
			schedule(this, (now() == this.lastTurn) ? PAUSE : 0);
		}
	}

	private void heartbeat() {
		this.heartbeatIsDue = true;
		drain();
	}

	private void drain() {
		if (this.wakeUps.getAndIncrement() == 0) {
			schedule(this, 0);
		}
	}

	/**
	 * Emit what there is and is asked for. Once the watcher has left, the number of
	 * wake-ups stays above zero, so that this never runs again.
	 */
	@Override
	public void run() {
		try {
			turns();
		}
		catch (Throwable ex) {
			// Nobody else would tell the subscriber, and the run would count it for ever.
			this.cancelled = true;
			if (leave()) {
				this.subscriber.onError(ex);
			}
			else {
				Operators.onErrorDropped(ex, this.subscriber.currentContext());
			}
		}
	}

	private void turns() {
		int missed = this.wakeUps.get();
		do {
			Turn turn = turn();
			if (turn == Turn.LEFT) {
				return;
			}
			if (turn == Turn.UNFINISHED) {
				schedule(this, 0);
				return;
			}
			missed = this.wakeUps.addAndGet(-missed);
		}
		while (missed != 0);
	}

	private Turn turn() {
		long demand = this.requested.get();
		long emitted = 0;
		for (int step = 0; step < MAX_STEPS; step++) {
			if (isOver()) {
				return Turn.LEFT;
			}
			if (emitted == demand) {
				return waitForMore(emitted);
			}
			ServerSentEvent<String> frame = this.cursor.next();
			if (frame != null) {
				emitted++;
				this.subscriber.onNext(frame);
			}
			else if (!this.cursor.isBusy()) {
				return waitForMore(emitted);
			}
		}
		emitted(emitted);
		return isOver() ? Turn.LEFT : Turn.UNFINISHED;
	}

	private boolean isOver() {
		if (this.cancelled) {
			leave();
			return true;
		}
		if (this.cursor.isFinished() || this.journal.isClosed()) {
			leave();
			this.subscriber.onComplete();
			return true;
		}
		return false;
	}

	private Turn waitForMore(long emitted) {
		long left = emitted(emitted);
		this.lastTurn = now();
		if (this.heartbeatIsDue) {
			this.heartbeatIsDue = false;
			long remaining = this.lastFrame + this.heartbeat - now();
			if (remaining <= 0 && left > 0) {
				this.subscriber.onNext(Frames.heartbeat());
				emitted(1);
			}
			schedule(this::heartbeat, (remaining > 0) ? remaining : this.heartbeat);
		}
		return Turn.WAITING;
	}

	/**
	 * Count frames.
	 * @param frames how many were emitted
	 * @return what is asked for beyond them
	 */
	private long emitted(long frames) {
		if (frames == 0) {
			return this.requested.get();
		}
		this.lastFrame = now();
		return this.requested.updateAndGet((before) -> (before == Long.MAX_VALUE) ? before : before - frames);
	}

	/**
	 * Leave the journal, once.
	 * @return whether it has not left before
	 */
	private boolean leave() {
		if (this.left) {
			return false;
		}
		this.left = true;
		this.worker.dispose();
		this.journal.detach(this);
		this.activity.watcherLeft();
		return true;
	}

	private long now() {
		return this.scheduler.now(TimeUnit.MILLISECONDS);
	}

	private void schedule(Runnable task, long millis) {
		try {
			this.worker.schedule(task, millis, TimeUnit.MILLISECONDS);
		}
		catch (RejectedExecutionException ex) {
			// It has left, or the application has shut down the scheduler.
		}
	}

	/**
	 * What became of a turn.
	 */
	private enum Turn {

		WAITING, UNFINISHED, LEFT

	}

}

package ai.apixo.client;

import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * The state of a {@link GatewayExchange}, which says what is still owed, and to whom.
 * Threads of the connection, of timers and of the subscriber change it, so each change is
 * atomic and says whether it was this one.
 */
final class ExchangeState {

	private static final Runnable DISCONNECTED = new Disconnected();

	private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.OPEN);

	private final AtomicReference<@Nullable Runnable> afterwards = new AtomicReference<>();

	boolean isOpen() {
		return this.phase.get() == Phase.OPEN;
	}

	boolean isDiscarding() {
		return this.phase.get() == Phase.DISCARDING;
	}

	boolean isClosed() {
		return this.phase.get() == Phase.CLOSED;
	}

	boolean isComplete() {
		return this.phase.get() == Phase.COMPLETE;
	}

	/**
	 * Discard the rest of the body.
	 * @return whether the exchange was open until now
	 */
	boolean discard() {
		return this.phase.compareAndSet(Phase.OPEN, Phase.DISCARDING);
	}

	/**
	 * Give up discarding the rest of the body.
	 * @return whether it was being discarded until now
	 */
	boolean stopDiscarding() {
		return this.phase.compareAndSet(Phase.DISCARDING, Phase.CLOSED);
	}

	/**
	 * Close the exchange.
	 * @return whether it was open until now
	 */
	boolean close() {
		return this.phase.compareAndSet(Phase.OPEN, Phase.CLOSED);
	}

	/**
	 * Complete the exchange because its body has ended.
	 * @return whether it was open until now
	 */
	boolean complete() {
		boolean open = this.phase.getAndSet(Phase.COMPLETE) == Phase.OPEN;
		disconnected();
		return open;
	}

	/**
	 * Take note that the connection is closed, as far as it had to be.
	 */
	void disconnected() {
		Runnable waiting = this.afterwards.getAndSet(DISCONNECTED);
		if (waiting != null) {
			waiting.run();
		}
	}

	/**
	 * Run a task once the connection is closed, at once if it does not have to be.
	 * @param task the task, which must return at once
	 */
	void afterwards(Runnable task) {
		Runnable before = isClosed() ? this.afterwards.get() : DISCONNECTED;
		while (before != DISCONNECTED) {
			Runnable earlier = before;
			Runnable both = (earlier != null) ? () -> {
				earlier.run();
				task.run();
			} : task;
			if (this.afterwards.compareAndSet(earlier, both)) {
				return;
			}
			before = this.afterwards.get();
		}
		task.run();
	}

	/**
	 * In place of a task when none has to wait any more.
	 */
	private static final class Disconnected implements Runnable {

		@Override
		public void run() {
		}

	}

	private enum Phase {

		/**
		 * A signal is owed, to the listener until it has chosen a receiver, then to the
		 * receiver. Any other phase can follow.
		 */
		OPEN,

		/**
		 * Nothing is owed, but the body is read on so that the connection can be used
		 * again. Followed by COMPLETE when it ends, or CLOSED when it is too long or
		 * takes too long.
		 */
		DISCARDING,

		/**
		 * The connection has to be closed. Followed by COMPLETE if the body ends before
		 * that.
		 */
		CLOSED,

		/**
		 * Nothing is owed; the connection is back in its pool.
		 */
		COMPLETE

	}

}

package ai.apixo.limit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.scheduler.Scheduler;

/**
 * Whether Redis responds. While it does not, one call in a second finds out whether it
 * does again (LIMIT-27).
 */
final class RedisGate {

	private static final Log logger = LogFactory.getLog(RedisCallLimiter.class);

	/**
	 * For the first answer ever, which may take a connection and a script to load.
	 */
	private static final Duration FIRST_TIMEOUT = Duration.ofSeconds(2);

	private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

	private final Scheduler clock;

	private final Duration timeout;

	private final AtomicBoolean asking = new AtomicBoolean();

	private volatile boolean away;

	private volatile boolean answered;

	private volatile long askAgain;

	RedisGate(Scheduler clock, Duration timeout) {
		this.clock = clock;
		this.timeout = timeout;
	}

	private long now() {
		return this.clock.now(TimeUnit.NANOSECONDS);
	}

	/**
	 * Return whether to ask Redis.
	 */
	boolean admits() {
		return !this.away || (this.askAgain - now() <= 0 && this.asking.compareAndSet(false, true));
	}

	boolean isAway() {
		return this.away;
	}

	Duration timeout() {
		return (this.answered || FIRST_TIMEOUT.compareTo(this.timeout) < 0) ? this.timeout : FIRST_TIMEOUT;
	}

	void responded() {
		this.answered = true;
		if (this.away) {
			this.away = false;
			this.asking.set(false);
			logger.info("Redis is back; the limits of keys hold for all replicas together again");
		}
	}

	void failed(Throwable failure) {
		this.askAgain = now() + PAUSE;
		boolean gone = !this.away;
		this.away = true;
		this.asking.set(false);
		if (gone) {
			logger.warn("Redis does not respond (" + failure.getClass().getSimpleName()
					+ "); until it does, each replica keeps to its share of the limits by itself");
		}
	}

}

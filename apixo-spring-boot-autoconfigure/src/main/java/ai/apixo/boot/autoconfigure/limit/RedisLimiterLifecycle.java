package ai.apixo.boot.autoconfigure.limit;

import org.springframework.context.SmartLifecycle;

import ai.apixo.limit.RedisCallLimiter;

/**
 * Keeps the connections to Redis of an application that closes until Redis knows which
 * calls have ended.
 */
final class RedisLimiterLifecycle implements SmartLifecycle {

	/**
	 * After the clients, whose phase is close to the default, and before the connections,
	 * whose phase is 0.
	 */
	private static final int PHASE = 1024;

	private final RedisCallLimiter limiter;

	private volatile boolean running;

	RedisLimiterLifecycle(RedisCallLimiter limiter) {
		this.limiter = limiter;
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop(Runnable callback) {
		this.limiter.whenTold().doFinally((signal) -> {
			this.running = false;
			callback.run();
		}).subscribe();
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

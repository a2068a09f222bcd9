package ai.apixo.limit;

import reactor.core.scheduler.Scheduler;

/**
 * Keeps what is used in the memory of this process.
 */
final class MemoryCallLimiter implements CallLimiter {

	private final Scheduler clock;

	private final LimitedKeys keys;

	MemoryCallLimiter(Scheduler clock) {
		this.clock = clock;
		this.keys = new LimitedKeys(clock, LimitedKeys.newReplica(),
				(keyId) -> new MemoryUsage(clock, new CoolDownLog()));
	}

	@Override
	public Permit acquire(PermitRequest request) {
		return this.keys.acquire(request);
	}

	@Override
	public Scheduler clock() {
		return this.clock;
	}

	int keys() {
		return this.keys.size();
	}

	@Override
	public String toString() {
		return "CallLimiter[keys=" + this.keys.size() + "]";
	}

}

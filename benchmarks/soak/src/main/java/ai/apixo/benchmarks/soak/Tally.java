package ai.apixo.benchmarks.soak;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts how calls ended, and what must not have happened.
 */
final class Tally {

	private final LongAdder completed = new LongAdder();

	private final LongAdder cancelled = new LongAdder();

	private final Map<String, LongAdder> failures = new ConcurrentHashMap<>();

	private final LongAdder offences = new LongAdder();

	void completed() {
		this.completed.increment();
	}

	void cancelled() {
		this.cancelled.increment();
	}

	void failed(Throwable failure) {
		this.failures.computeIfAbsent(failure.getClass().getSimpleName(), (name) -> new LongAdder()).increment();
	}

	void differs(int call) {
		offence("The answer to call " + call + " is not what was sent");
	}

	void endedTwice(int call) {
		offence("Call " + call + " ended twice");
	}

	void dropped(Object signal) {
		if (signal.getClass().getName().startsWith("ai.apixo.")) {
			offence("Dropped: " + signal);
		}
	}

	void offence(String what) {
		this.offences.increment();
		System.out.println("OFFENCE: " + what);
	}

	long ended() {
		return this.completed.sum() + this.cancelled.sum()
				+ this.failures.values().stream().mapToLong(LongAdder::sum).sum();
	}

	long offences() {
		return this.offences.sum();
	}

	@Override
	public String toString() {
		return this.completed + " completed, " + this.cancelled + " cancelled, failed " + new TreeMap<>(this.failures);
	}

}

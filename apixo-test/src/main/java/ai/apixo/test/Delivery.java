package ai.apixo.test;

import java.time.Duration;
import java.util.Objects;

/**
 * How a reply is sent.
 *
 * @param delay the time before its status
 * @param pace the time between two chunks
 * @param splitEvery the size of its chunks in bytes, zero for one chunk an event
 * @param eventNames whether events have an {@code event} line
 */
record Delivery(Duration delay, Duration pace, int splitEvery, boolean eventNames) {

	/**
	 * As long as a clock can count.
	 */
	private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

	static final Delivery AT_ONCE = new Delivery(Duration.ZERO, Duration.ZERO, 0, true);

	Delivery withDelay(Duration delay) {
		return new Delivery(notNegative(delay, "delay"), this.pace, this.splitEvery, this.eventNames);
	}

	Delivery withPace(Duration pace) {
		return new Delivery(this.delay, notNegative(pace, "pace"), this.splitEvery, this.eventNames);
	}

	Delivery withSplitEvery(int bytes) {
		if (bytes < 1) {
			throw new IllegalArgumentException("splitEvery(" + bytes + "): a chunk has at least one byte");
		}
		return new Delivery(this.delay, this.pace, bytes, this.eventNames);
	}

	Delivery withoutEventNames() {
		return new Delivery(this.delay, this.pace, this.splitEvery, false);
	}

	private static Duration notNegative(Duration duration, String name) {
		if (Objects.requireNonNull(duration, name + "(..): a wait must not be null").isNegative()) {
			throw new IllegalArgumentException(name + "(" + duration + "): a wait must not be negative");
		}
		return (duration.compareTo(LONGEST) < 0) ? duration : LONGEST;
	}

}

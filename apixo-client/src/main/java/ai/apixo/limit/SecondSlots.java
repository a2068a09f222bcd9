package ai.apixo.limit;

/**
 * Counts what was used, by the second, over a little more than a minute: a minute of the
 * gateway's and the jitter of the network fit into any window of it (LIMIT-6).
 */
final class SecondSlots {

	static final int SECONDS = 62;

	static final long MILLIS = 1000;

	private final long[] slots = new long[SECONDS];

	private long current;

	private long sum;

	SecondSlots(long second) {
		this.current = second;
	}

	/**
	 * Forget what is too old.
	 * @param second the current second
	 */
	void advance(long second) {
		long passed = second - this.current;
		if (passed <= 0) {
			return;
		}
		for (long next = second - Math.min(passed, SECONDS) + 1; next <= second; next++) {
			int index = index(next);
			this.sum -= this.slots[index];
			this.slots[index] = 0;
		}
		this.current = second;
	}

	/**
	 * Book an amount.
	 * @param second the second that it belongs to; one that is too old does not count
	 * @param amount the amount, negative to give back
	 */
	void add(long second, long amount) {
		long slot = Math.min(second, this.current);
		if (slot > this.current - SECONDS) {
			long before = this.slots[index(slot)];
			long after = Math.max(0, before + amount);
			this.slots[index(slot)] = after;
			this.sum += after - before;
		}
	}

	/**
	 * Return when no more than an amount is in use, if nothing is added.
	 * @param amount the amount
	 * @return the second, which is the current one if that is so already
	 */
	long secondOf(long amount) {
		long rest = this.sum;
		long second = this.current - SECONDS;
		while (rest > amount && second < this.current) {
			second++;
			rest -= this.slots[index(second)];
		}
		return (second <= this.current - SECONDS) ? this.current : second + SECONDS;
	}

	boolean isEmpty() {
		return this.sum == 0;
	}

	private static int index(long second) {
		return (int) Math.floorMod(second, (long) SECONDS);
	}

}

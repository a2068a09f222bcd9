package ai.apixo.limit;

/**
 * The numbers that a call is judged by.
 *
 * @param requests requests per minute
 * @param concurrent open calls
 * @param input input tokens per minute
 * @param output output tokens per minute
 */
record Numbers(int requests, int concurrent, long input, long output) {

	static final int NOT_LIMITED = 0;

	static final Numbers NONE = new Numbers(NOT_LIMITED, NOT_LIMITED, NOT_LIMITED, NOT_LIMITED);

	/**
	 * Return the part that one of several replicas may use without asking the others.
	 */
	Numbers share(int replicas) {
		return (replicas <= 1) ? this : new Numbers((int) share(this.requests, replicas),
				(int) share(this.concurrent, replicas), share(this.input, replicas), share(this.output, replicas));
	}

	private static long share(long number, int replicas) {
		return (number == NOT_LIMITED) ? NOT_LIMITED : Math.max(1, number / replicas);
	}

	/**
	 * Return an input estimate that fits. One above the number would wait forever.
	 */
	long inputWithin(long estimate) {
		return (this.input == NOT_LIMITED) ? estimate : Math.min(estimate, this.input);
	}

	long outputWithin(long estimate) {
		return (this.output == NOT_LIMITED) ? estimate : Math.min(estimate, this.output);
	}

}

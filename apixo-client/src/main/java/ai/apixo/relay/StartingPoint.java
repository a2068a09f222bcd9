package ai.apixo.relay;

import org.jspecify.annotations.Nullable;

/**
 * Where a watcher begins.
 */
enum StartingPoint {

	/**
	 * With the first event.
	 */
	BEGINNING,

	/**
	 * With the event after the last one that it has seen.
	 */
	RESUMED,

	/**
	 * Anew, with a snapshot, because its last id is none of this run.
	 */
	SNAPSHOT;

	/** One digit less than the numbers that fit. */
	private static final int MAX_DIGITS = 9;

	private static final int NO_NUMBER = -1;

	/**
	 * Decide where a watcher begins.
	 * @param number what {@link #number(String)} made of its last id
	 * @param journal the journal of the run
	 * @return the starting point
	 */
	static StartingPoint of(int number, Journal journal) {
		if (number == 0) {
			return BEGINNING;
		}
		RunEnd end = journal.end();
		int last = journal.size() + ((end != null) ? 1 : 0);
		return (number > 0 && number <= last) ? RESUMED : SNAPSHOT;
	}

	/**
	 * Return the number of an event.
	 * @param lastEventId what the browser sent
	 * @return the number, 0 if it has seen none, -1 if that is no number of an event
	 */
	static int number(@Nullable String lastEventId) {
		if (lastEventId == null || lastEventId.equals("0")) {
			return 0;
		}
		if (lastEventId.isEmpty() || lastEventId.length() > MAX_DIGITS || lastEventId.charAt(0) == '0') {
			return NO_NUMBER;
		}
		int number = 0;
		for (int i = 0; i < lastEventId.length(); i++) {
			int digit = lastEventId.charAt(i) - '0';
			if (digit < 0 || digit > 9) {
				return NO_NUMBER;
			}
			number = 10 * number + digit;
		}
		return number;
	}

}

package ai.apixo.limit;

import org.jspecify.annotations.Nullable;

/**
 * What a store says to a question for a turn.
 *
 * @param lease the open call, or {@code null} if it was not granted
 * @param obstacle what stands in the way, or {@code null} if it was granted
 * @param millis how long it stays in the way at least, in milliseconds; 0 if that is not
 * known
 */
record Decision(@Nullable Lease lease, @Nullable Obstacle obstacle, long millis) {

	static Decision granted(Lease lease) {
		return new Decision(lease, null, 0);
	}

	static Decision denied(Obstacle obstacle, long millis) {
		return new Decision(null, obstacle, millis);
	}

}

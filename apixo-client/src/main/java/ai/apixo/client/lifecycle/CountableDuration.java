package ai.apixo.client.lifecycle;

import java.time.Duration;

/**
 * Durations that clocks can count in nanoseconds. Whoever sets a longer one means that
 * there is no limit.
 *
 * @since 0.1.0
 */
public final class CountableDuration {

	private static final Duration LONGEST = Duration.ofDays(100 * 365);

	private CountableDuration() {
	}

	/**
	 * Return a duration that can be counted.
	 * @param duration any duration
	 * @return the duration, or a century if it is longer
	 */
	public static Duration of(Duration duration) {
		return (duration.compareTo(LONGEST) < 0) ? duration : LONGEST;
	}

}

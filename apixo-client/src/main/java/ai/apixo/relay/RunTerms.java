package ai.apixo.relay;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import ai.apixo.client.lifecycle.CountableDuration;

/**
 * How long a run may stay.
 *
 * @param grace the time that it goes on while nobody watches, or {@code null} for until
 * its end
 * @param timeToLive the time that it can be watched after its end
 */
record RunTerms(@Nullable Duration grace, Duration timeToLive) {

	RunTerms {
		grace = (grace != null) ? CountableDuration.of(grace) : null;
		timeToLive = CountableDuration.of(timeToLive);
	}

}

package ai.apixo.relay;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How long a run may stay.
 *
 * @param grace the time that it goes on while nobody watches, or {@code null} for until
 * its end
 * @param timeToLive the time that it can be watched after its end
 */
record RunTerms(@Nullable Duration grace, Duration timeToLive) {

}

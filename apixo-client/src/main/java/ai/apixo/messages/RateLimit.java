package ai.apixo.messages;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * The state of one rate limit, from the response headers {@code anthropic-ratelimit-*}.
 * <p>
 * Created by the gateway; the constructors are for tests.
 *
 * @param limit the maximum in the period
 * @param remaining the remainder in the period
 * @param reset when the limit is fully available again
 * @since 0.1.0
 */
public record RateLimit(@Nullable Long limit, @Nullable Long remaining, @Nullable Instant reset) {

}

package ai.apixo.messages;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How much of one rate limit is left, from the response headers
 * {@code anthropic-ratelimit-*}.
 * <p>
 * The gateway makes it; the constructors are for tests.
 *
 * @param limit what is allowed in the period
 * @param remaining what is left of it
 * @param reset when it is full again
 * @since 0.1.0
 */
public record RateLimit(@Nullable Long limit, @Nullable Long remaining, @Nullable Instant reset) {

}

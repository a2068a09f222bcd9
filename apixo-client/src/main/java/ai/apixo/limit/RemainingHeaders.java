package ai.apixo.limit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;

import ai.apixo.messages.RateLimit;
import ai.apixo.messages.ResponseInfo;

/**
 * Reads until when nothing is left from the headers of a response (LIMIT-23).
 */
final class RemainingHeaders {

	/**
	 * A clock that shows less does not show the date.
	 */
	private static final long FIRST_DATE = TimeUnit.DAYS.toMillis(365 * 31);

	private static final Pattern SECONDS = Pattern.compile("([0-9]{1,6})(\\.[0-9]+)?s?");

	private static final List<Kind> KINDS = List.of(Kind.of("requests", ResponseInfo::requestRateLimit),
			Kind.of("tokens", ResponseInfo::tokenRateLimit), Kind.of("input-tokens", ResponseInfo::inputTokenRateLimit),
			Kind.of("output-tokens", ResponseInfo::outputTokenRateLimit));

	private RemainingHeaders() {
	}

	/**
	 * Return how long nothing is left.
	 * @param response the response
	 * @param clock gives the time
	 * @return the time in milliseconds, 0 if something is left or nothing is said
	 */
	static long rest(ResponseInfo response, Scheduler clock) {
		long rest = 0;
		for (Kind kind : KINDS) {
			rest = Math.max(rest, rest(response, kind, clock));
		}
		return rest;
	}

	private static long rest(ResponseInfo response, Kind kind, Scheduler clock) {
		if (isMoreThanNone(response.header(kind.remaining))) {
			return 0;
		}
		RateLimit rateLimit = kind.rateLimit.apply(response);
		Long remaining = (rateLimit != null) ? rateLimit.remaining() : null;
		if (rateLimit == null || remaining == null || remaining > 0) {
			return 0;
		}
		Instant reset = rateLimit.reset();
		return (reset != null) ? Math.max(0, millisUntil(reset, clock)) : seconds(response.header(kind.reset));
	}

	/**
	 * Nearly every response says so, and to read all that it says takes longer.
	 */
	private static boolean isMoreThanNone(@Nullable String remaining) {
		return remaining != null && !remaining.isEmpty() && remaining.charAt(0) >= '1' && remaining.charAt(0) <= '9';
	}

	private static long millisUntil(Instant reset, Scheduler clock) {
		long shown = clock.now(TimeUnit.MILLISECONDS);
		Instant now = (shown > FIRST_DATE) ? Instant.ofEpochMilli(shown) : Instant.now();
		Duration rest = Duration.between(now, reset);
		return (rest.toSeconds() < CoolDown.LONGEST) ? rest.plusNanos(999_999).toMillis() : CoolDown.LONGEST;
	}

	private static long seconds(@Nullable String value) {
		if (value == null || !SECONDS.matcher(value.strip()).matches()) {
			return 0;
		}
		String number = value.strip();
		number = number.endsWith("s") ? number.substring(0, number.length() - 1) : number;
		return (long) Math.ceil(Double.parseDouble(number) * SecondSlots.MILLIS);
	}

	/**
	 * What a gateway may count.
	 *
	 * @param remaining the header that says how much is left
	 * @param reset the header that says when all of it is
	 * @param rateLimit reads both
	 */
	private record Kind(String remaining, String reset, Function<ResponseInfo, @Nullable RateLimit> rateLimit) {

		private static Kind of(String name, Function<ResponseInfo, @Nullable RateLimit> rateLimit) {
			String prefix = "anthropic-ratelimit-" + name;
			return new Kind(prefix + "-remaining", prefix + "-reset", rateLimit);
		}

	}

}

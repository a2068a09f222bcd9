package ai.apixo.client.connector;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * How long a gateway keeps an idle connection, by the {@code Keep-Alive} header of its
 * response.
 */
final class KeepAlive {

	private static final Pattern TIMEOUT = Pattern.compile("(?:^|[,;\\s])timeout\\s*=\\s*([0-9]{1,9})(?![0-9])",
			Pattern.CASE_INSENSITIVE);

	private static final long SECOND = 1000;

	private KeepAlive() {
	}

	/**
	 * Return for how many milliseconds a connection may be idle and still be used: one
	 * second less than the gateway keeps it, or half of that, so that a request does not
	 * meet the end of its connection.
	 * @param header the header, if there is one
	 * @return the milliseconds, or {@link Long#MAX_VALUE} if the gateway says nothing
	 */
	static long usableMillis(@Nullable String header) {
		Matcher timeout = (header != null) ? TIMEOUT.matcher(header) : null;
		if (timeout == null || !timeout.find()) {
			return Long.MAX_VALUE;
		}
		long millis = Long.parseLong(timeout.group(1)) * SECOND;
		return millis - Math.min(SECOND, millis / 2);
	}

}

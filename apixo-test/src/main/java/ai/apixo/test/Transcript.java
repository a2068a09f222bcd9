package ai.apixo.test;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells what came, what was answered and what is left, without the key.
 */
final class Transcript {

	private static final int LONGEST_BODY = 2048;

	private static final Set<String> SECRET_HEADERS = Set.of("x-api-key", "authorization", "cookie",
			"proxy-authorization");

	private Transcript() {
	}

	/**
	 * Return a request without its key.
	 */
	static String request(IncomingRequest request) {
		KeyMask mask = new KeyMask(request.apiKey());
		StringBuilder text = new StringBuilder(mask.apply(request.method() + " " + request.path()));
		request.headers()
			.forEach((name,
					values) -> text.append("\n    ").append(name).append(": ").append(header(name, values, mask)));
		return text.append("\n    ").append(mask.apply(shortened(request.body()))).toString();
	}

	private static String header(String name, List<String> values, KeyMask mask) {
		return isSecret(name) ? "******" : mask.apply(String.join(", ", values));
	}

	static boolean isSecret(String header) {
		return SECRET_HEADERS.contains(header.toLowerCase(Locale.ROOT));
	}

	private static String shortened(String body) {
		return (body.length() > LONGEST_BODY)
				? body.substring(0, LONGEST_BODY) + ".. (" + body.length() + " characters)" : body;
	}

	/**
	 * Tell all about a gateway.
	 * @param exchanges the requests and what was answered
	 * @param left the scripts that nobody has asked for
	 */
	static String of(List<Exchange> exchanges, List<String> left) {
		StringBuilder text = new StringBuilder("Transcript of the gateway:");
		if (exchanges.isEmpty()) {
			text.append("\n  no request came");
		}
		for (Exchange exchange : exchanges) {
			text.append("\n  ")
				.append(exchange.name())
				.append(' ')
				.append(request(exchange.request()))
				.append("\n    -> ")
				.append(new KeyMask(exchange.request().apiKey()).apply(exchange.answer()))
				.append(" (")
				.append(exchange.outcome())
				.append(')');
		}
		return text.append(left.isEmpty() ? "\n  nothing is left"
				: left.stream().map((script) -> "\n  left: " + script).collect(Collectors.joining()))
			.toString();
	}

}

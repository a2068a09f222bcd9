package ai.apixo.test;

import java.util.Map;

/**
 * The types of errors of the Messages reference and the statuses that they stand for.
 */
final class ErrorTypes {

	private static final Map<Integer, String> TYPES = Map.ofEntries(Map.entry(400, "invalid_request_error"),
			Map.entry(401, "authentication_error"), Map.entry(402, "billing_error"), Map.entry(403, "permission_error"),
			Map.entry(404, "not_found_error"), Map.entry(409, "conflict_error"), Map.entry(413, "request_too_large"),
			Map.entry(429, "rate_limit_error"), Map.entry(504, "timeout_error"), Map.entry(529, "overloaded_error"));

	private static final String OTHER = "api_error";

	private ErrorTypes() {
	}

	static String of(int status) {
		return TYPES.getOrDefault(status, (status < 500) ? "invalid_request_error" : OTHER);
	}

	static int status(String type) {
		return TYPES.entrySet()
			.stream()
			.filter((entry) -> entry.getValue().equals(type))
			.mapToInt(Map.Entry::getKey)
			.findFirst()
			.orElse(500);
	}

	/**
	 * Return a sentence for errors that were given none.
	 */
	static String message(String type) {
		return "Scripted " + type;
	}

	/**
	 * Return the JSON of an error.
	 */
	static String json(String type, String message, String requestId) {
		var error = MessagesFormat.object().put("type", "error");
		error.putObject("error").put("type", type).put("message", message);
		return error.put("request_id", requestId).toString();
	}

}

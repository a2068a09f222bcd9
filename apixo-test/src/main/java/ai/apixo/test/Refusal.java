package ai.apixo.test;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What any gateway refuses, without a script.
 *
 * @param status the status
 * @param message what is wrong
 */
record Refusal(int status, String message) {

	private static final String PATH = "/v1/messages";

	/**
	 * Judge a request.
	 * @param body its body, {@code null} if it is no JSON
	 * @return {@code null} if there is nothing to refuse
	 */
	static @Nullable Refusal of(IncomingRequest request, @Nullable JsonNode body) {
		if (!request.path().equals(PATH)) {
			return new Refusal(404, "Not found: " + request.path());
		}
		if (!request.method().equals("POST")) {
			return new Refusal(405, "Method not allowed: " + request.method());
		}
		if (request.apiKey().isEmpty()) {
			return new Refusal(401, "x-api-key header is required");
		}
		if (body == null || !body.isObject()) {
			return new Refusal(400, "The request body is not a JSON object");
		}
		List<String> missing = new ArrayList<>();
		require("model", body.path("model").isString(), missing);
		require("max_tokens", body.path("max_tokens").isIntegralNumber(), missing);
		require("messages", body.path("messages").isArray() && !body.path("messages").isEmpty(), missing);
		return missing.isEmpty() ? null : new Refusal(400, String.join(", ", missing) + ": Field required");
	}

	private static void require(String field, boolean present, List<String> missing) {
		if (!present) {
			missing.add(field);
		}
	}

	String type() {
		return ErrorTypes.of(this.status);
	}

	@Override
	public String toString() {
		return this.status + " " + this.message;
	}

}

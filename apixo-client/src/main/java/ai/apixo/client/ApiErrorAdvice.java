package ai.apixo.client;

import java.time.Duration;

import ai.apixo.client.error.ApiError;

/**
 * Puts a gateway's error into words that say what to do next.
 */
final class ApiErrorAdvice {

	private ApiErrorAdvice() {
	}

	static String describe(ApiError error, String excerpt) {
		StringBuilder text = new StringBuilder("The gateway answered ").append(error.status());
		if (error.status() < 300) {
			text.append(", but with an error");
		}
		if (error.type() != null) {
			text.append(" (").append(error.type()).append(')');
		}
		if (error.message() != null) {
			text.append(": ").append(error.message());
		}
		else if (!excerpt.isEmpty()) {
			text.append(": ").append(excerpt);
		}
		text.append(" [").append(advice(error)).append(']');
		if (error.requestId() != null) {
			text.append(" [request id ").append(error.requestId()).append(']');
		}
		return text.toString();
	}

	private static String advice(ApiError error) {
		return switch (error.effectiveStatus()) {
			case 400, 422 -> "Correct the request; sending it again cannot help";
			case 401 -> "Set a valid key in the property 'apixo.api-key' or the environment variable APIXO_API_KEY";
			case 402 -> "Check the account's balance";
			case 403 -> "Check the account, its balance and its access to the model";
			case 404 -> "Check 'apixo.base-url' and the model's name";
			case 413 -> "Make the request smaller";
			case 429 -> "Wait" + asked(error) + " and send less at a time";
			case 500 -> "Try again later; add 500 to 'apixo.retry.statuses' to have that done";
			case 502, 503, 504 -> "The gateway or its upstream is in trouble, try again later" + asked(error);
			case 529 -> "The model is overloaded, try again later" + asked(error)
					+ "; add 529 to 'apixo.retry.statuses' to have that done";
			default -> (error.status() / 100 == 3) ? "Redirects are never followed; correct 'apixo.base-url'"
					: "See the gateway's page on errors";
		};
	}

	private static String asked(ApiError error) {
		Duration wait = error.retryAfter();
		if (wait == null) {
			return "";
		}
		return ", the gateway asks for " + ((wait.toSeconds() > 0) ? wait.toSeconds() + " s" : wait.toMillis() + " ms");
	}

}

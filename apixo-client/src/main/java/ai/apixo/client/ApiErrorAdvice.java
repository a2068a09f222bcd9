package ai.apixo.client;

import java.time.Duration;
import java.util.function.Predicate;

import ai.apixo.client.error.ApiError;
import ai.apixo.client.error.ApixoApiException;
import ai.apixo.client.lifecycle.SettingNames;
import ai.apixo.client.text.Sentences;

/**
 * Puts a gateway's error into words that say what to do next.
 *
 * @param address the address that was asked
 * @param names what the settings are called
 * @param retryLacks whether the client retries, but not this failure, so that adding its
 * status to those that are retried would help
 */
record ApiErrorAdvice(String address, SettingNames names, Predicate<ApixoApiException> retryLacks) {

	/**
	 * Return the message of an exception.
	 * @param error what the gateway said
	 * @param sentence what it said about the reason, empty if nothing
	 * @param delivered whether part of the message had been delivered before
	 * @return the message
	 */
	String describe(ApiError error, String sentence, boolean delivered) {
		StringBuilder happened = new StringBuilder(this.address);
		boolean goodStatus = error.status() >= 200 && error.status() < 300;
		happened.append(goodStatus ? " sent an error with status " : " responded with status ").append(error.status());
		if (error.type() != null) {
			happened.append(" (").append(error.type()).append(')');
		}
		if (delivered) {
			happened.append(" after part of the message");
		}
		if (!sentence.isEmpty()) {
			happened.append(": ").append(sentence);
		}
		return Sentences.of(happened.toString(), advice(error) + (delivered ? "" : retries(error)), error.requestId());
	}

	private String advice(ApiError error) {
		int status = error.effectiveStatus();
		return switch (status) {
			case 400,
					422 ->
				(error.message() != null) ? "Correct the request; sending it again cannot help"
						: "Correct the request, or check " + this.names.baseUrl()
								+ ": what responded may be another server than the gateway";
			case 401 -> "Set a valid key in " + this.names.apiKey();
			case 402 -> "Check the account's balance";
			case 403 -> "Check the account, its balance and its access to the model";
			case 404 -> "Check " + this.names.baseUrl() + " and the model's name";
			case 405, 406, 415 -> "Check " + this.names.baseUrl() + ": this address does not take Messages requests";
			case 407 -> "Give the connector the credentials that the proxy requires";
			case 413 -> "Make the request smaller";
			case 414, 431 -> "Send fewer or shorter headers";
			case 429 -> "Wait" + asked(error) + ((error.retryAfter() != null) ? "," : "")
					+ " and send fewer requests at a time";
			case 529 -> "Use another model, or try again " + whenAsked(error) + ": the model is overloaded";
			default -> ofClass(error, status);
		};
	}

	private String ofClass(ApiError error, int status) {
		if (status < 200) {
			return "Check " + this.names.baseUrl()
					+ " and the proxies in between: no change of the protocol was asked for";
		}
		if (status < 400) {
			return "Redirects are never followed because they would send the key elsewhere; correct "
					+ this.names.baseUrl();
		}
		if (status == 408 || status == 409 || status == 425 || status == 500) {
			return "Try again " + whenAsked(error);
		}
		if (status < 500) {
			return "See the gateway's page on errors for this status, and check " + this.names.baseUrl();
		}
		return (status < 600) ? "The gateway or its upstream has a problem; try again " + whenAsked(error)
				: "Check " + this.names.baseUrl() + " and the proxies in between: HTTP has no such status";
	}

	private static String whenAsked(ApiError error) {
		return (error.retryAfter() != null) ? "in" + asked(error) : "later";
	}

	private static String asked(ApiError error) {
		Duration wait = error.retryAfter();
		if (wait == null) {
			return "";
		}
		String time = (wait.toSeconds() > 0) ? wait.toSeconds() + " s" : wait.toMillis() + " ms";
		return " " + time + ", as the gateway asks";
	}

	private String retries(ApiError error) {
		int status = error.effectiveStatus();
		boolean passing = status == 408 || status == 409 || status == 425 || (status >= 500 && status < 600);
		boolean helps = passing && !error.shouldNotRetry() && this.retryLacks.test(new ApixoApiException("", error));
		return helps ? "; add " + status + " to " + this.names.retryStatuses() + " to have the client do that" : "";
	}

}

package ai.apixo.boot.health;

import java.time.Duration;
import java.time.Instant;

import org.springframework.boot.health.contributor.Status;

import ai.apixo.client.error.ApixoApiException;
import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.client.error.ApixoException;
import ai.apixo.client.error.ApixoLimitException;
import ai.apixo.client.lifecycle.HealthProbeResponse;

/**
 * What an answer of the gateway, or its absence, says about its health.
 *
 * @param status the health
 * @param outcome why, in words
 * @param time when the answer came
 */
record Verdict(Status status, String outcome, Instant time) {

	private Verdict(Status status, String outcome) {
		this(status, outcome, Instant.now());
	}

	/**
	 * Judge the response to a request that cannot be answered, by what came: a JSON error
	 * comes from a gateway that has accepted the key, as far as can be told.
	 * @param response the response
	 * @return the verdict
	 */
	static Verdict ofCredentials(HealthProbeResponse response) {
		String type = (response.errorType() != null) ? response.errorType() : "";
		int status = switch (type) {
			case "authentication_error" -> 401;
			case "permission_error" -> 403;
			case "rate_limit_error" -> 429;
			case "overloaded_error" -> 529;
			default -> response.status();
		};
		return switch (status) {
			case 401 -> down("Key refused (status 401). Check 'apixo.api-key' or APIXO_API_KEY");
			case 403 -> down("Account, balance or permission refused (status 403). Check the account of the key");
			case 429 -> up("Gateway reachable, rate or quota used up (status 429)");
			case 529 -> up("Gateway reachable, models overloaded (status 529)");
			case 502, 503, 504 -> down("Gateway or its upstream fails (status " + status + ")");
			case 400 -> up(accepted(status));
			default -> ofBody(response);
		};
	}

	private static Verdict ofBody(HealthProbeResponse response) {
		int status = response.status();
		return switch (response.body()) {
			case ERROR -> up(accepted(status));
			case MESSAGE -> up("Gateway reachable, but it treated the probe as a request (status " + status
					+ "). Choose another 'apixo.health.probe'");
			case OTHER -> (status < 400 || status == 404) ? down(notMessages(status))
					: unknown("Unexpected status " + status + " without a JSON error");
		};
	}

	private static String accepted(int status) {
		return "Gateway reachable, key accepted as far as can be determined (probe refused with status " + status + ")";
	}

	private static String notMessages(int status) {
		return "Not a Messages gateway (status " + status + "). Check 'apixo.base-url'";
	}

	/**
	 * Judge the answer to a request without a key: any is good.
	 * @param status the HTTP status
	 * @return the verdict
	 */
	static Verdict ofConnection(int status) {
		return up("Gateway reachable (status " + status + ")");
	}

	/**
	 * Judge a probe that got no answer.
	 * @param failure why not
	 * @return the verdict
	 */
	static Verdict ofNoAnswer(Throwable failure) {
		return down(
				(failure instanceof ApixoException) ? text(failure) : "No response: " + failure.getClass().getName());
	}

	static Verdict ofNoAnswerWithin(Duration timeout) {
		return down("No response within " + timeout.toMillis() + " ms (apixo.health.timeout)");
	}

	/**
	 * Judge the application's own calls.
	 * @param failure why a call failed
	 * @param time when it failed
	 * @return the verdict
	 */
	static Verdict ofCall(Throwable failure, Instant time) {
		if (failure instanceof ApixoApiException api) {
			int status = api.effectiveStatus();
			boolean down = status == 401 || status == 403 || (status >= 500 && status != 529);
			return new Verdict(down ? Status.DOWN : Status.UP, lastCall(failure), time);
		}
		boolean gateway = failure instanceof ApixoException && !(failure instanceof ApixoConfigurationException)
				&& !(failure instanceof ApixoLimitException);
		return new Verdict(gateway ? Status.DOWN : Status.UNKNOWN, lastCall(failure), time);
	}

	/**
	 * Judge a call that failed shortly after another had succeeded: the gateway works,
	 * but that is not all there is to say.
	 * @param failure why the call failed
	 * @param time when it failed
	 * @return the verdict
	 */
	static Verdict ofSuccessBefore(Throwable failure, Instant time) {
		return new Verdict(Status.UP, lastCall(failure) + ", one shortly before it succeeded", time);
	}

	private static String lastCall(Throwable failure) {
		return (failure instanceof ApixoApiException api) ? "Last call ended with status " + api.effectiveStatus()
				: "Last call failed: " + failure.getClass().getSimpleName();
	}

	static Verdict ofSuccess(Instant time) {
		return new Verdict(Status.UP, "Last call succeeded", time);
	}

	static Verdict ofNoTraffic() {
		return unknown("No recent call");
	}

	private static Verdict up(String outcome) {
		return new Verdict(Status.UP, outcome);
	}

	private static Verdict down(String outcome) {
		return new Verdict(Status.DOWN, outcome);
	}

	private static Verdict unknown(String outcome) {
		return new Verdict(Status.UNKNOWN, outcome);
	}

	private static String text(Throwable failure) {
		String message = failure.getMessage();
		return (message != null) ? message : failure.getClass().getName();
	}

}

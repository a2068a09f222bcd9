package ai.apixo.client;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.channels.UnresolvedAddressException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.function.Function;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClientException;
import org.springframework.web.reactive.function.client.WebClientResponseException;

import ai.apixo.client.connector.ConnectionReason;
import ai.apixo.client.connector.ConnectorOutcome;
import ai.apixo.client.error.ApixoConnectionException;
import ai.apixo.client.error.ApixoException;
import ai.apixo.client.error.ApixoLimit;
import ai.apixo.client.error.ApixoLimitException;
import ai.apixo.client.lifecycle.SettingNames;
import ai.apixo.client.text.SecretMask;
import ai.apixo.client.text.Sentences;

/**
 * Says what it means that no response came.
 *
 * @param address the address that was asked
 * @param host its host
 * @param names what the settings are called
 * @param limits the limits of the call
 * @param responses creates the failures of a response
 */
record ConnectionFailures(String address, String host, SettingNames names, TimeLimits limits,
		Function<ResponseHead, ResponseFailures> responses) {

	private static final int MAX_LENGTH = 300;

	private static final int MAX_CAUSES = 20;

	/**
	 * What {@code WebClient} says if a filter gives no response.
	 */
	private static final String NO_RESPONSE = "The underlying HTTP client completed without emitting a response.";

	private static final Pattern DUMP = Pattern.compile("@|receiving \\[|[0-9a-fA-F]{24,}");

	/**
	 * Translate a failure that came instead of a response. What the application's filters
	 * make of an error status has that status; what they throw for another reason is no
	 * failure of the connection and stays what it is.
	 * @param failure what was signaled
	 * @param connector what the connector made of the request
	 * @param mask removes the key from what is quoted
	 * @param waited how long it had taken
	 * @return the failure for the caller
	 */
	Throwable beforeResponse(Throwable failure, ConnectorOutcome connector, SecretMask mask, Duration waited) {
		if (failure instanceof ApixoException) {
			return failure;
		}
		ApixoException refused = refused(failure, connector.response(), mask);
		if (refused != null) {
			return refused;
		}
		if (failure instanceof IllegalStateException && NO_RESPONSE.equals(failure.getMessage())) {
			return noResponse();
		}
		return connector.isCauseOf(failure) ? ofConnector(failure, mask, waited) : failure;
	}

	private @Nullable ApixoException refused(Throwable failure, @Nullable ClientResponse response, SecretMask mask) {
		WebClientResponseException made = find(failure);
		if (made != null && made.getStatusCode().isError() && isOurs(made, response)) {
			ResponseHead head = new ResponseHead(made.getStatusCode().value(), made.getHeaders(), mask);
			return this.responses.apply(head).status(made.getResponseBodyAsByteArray(), null);
		}
		if (response == null || !response.statusCode().isError()) {
			return null;
		}
		ResponseHead head = new ResponseHead(response.statusCode().value(), response.headers().asHttpHeaders(), mask);
		return this.responses.apply(head).status(new byte[0], mask.apply(failure));
	}

	private static @Nullable WebClientResponseException find(Throwable failure) {
		Throwable cause = failure;
		for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
			if (cause instanceof WebClientResponseException found) {
				return found;
			}
			cause = cause.getCause();
		}
		return null;
	}

	/**
	 * A filter may ask another server, for a token, and be refused there.
	 */
	private boolean isOurs(WebClientResponseException made, @Nullable ClientResponse response) {
		HttpRequest request = made.getRequest();
		return response != null || request == null || request.getURI().toString().equals(this.address);
	}

	/**
	 * The exchange ended without a response and without a failure.
	 */
	ApixoException noResponse() {
		return ApixoConnectionException.notRetryable(
				Sentences.of("The request to " + this.address + " ended without a response",
						"Check the filters of the WebClient.Builder, one of which seems to have swallowed it", null),
				null);
	}

	private ApixoException ofConnector(Throwable failure, SecretMask mask, Duration waited) {
		ConnectionReason reason = ConnectionReason.of(failure);
		String words = describe(reason, mask);
		Throwable cause = quotable(failure, mask);
		return switch (reason.kind()) {
			case POOL -> new ApixoLimitException(
					Sentences.of(
							"All connections to " + this.host + " are in use and none became free within "
									+ TimeLimits.text(waited),
							"Raise " + this.names.limit(ApixoLimit.MAX_CONNECTIONS)
									+ ", or bound the number of open calls with a bulkhead",
							null),
					ApixoLimit.MAX_CONNECTIONS, null);
			case TIMEOUT -> this.limits.connectFailure(this.address, waited);
			case PROXY -> of(reason, "No connection to " + this.address + ": " + words,
					"Check the settings of the proxy and whether it lets this host pass", cause);
			case CERTIFICATE -> of(reason, "No secure connection to " + this.address + ": " + words,
					"Check the certificates in " + this.names.trustedCertificates(), cause);
			case NOT_TLS -> of(reason, "No secure connection to " + this.address + ": " + words,
					"Check scheme and port of " + this.names.baseUrl(), cause);
			case TLS -> of(reason, "No secure connection to " + this.address + ": " + words,
					"Check " + this.names.baseUrl() + " and the proxies in between", cause);
			case UNKNOWN_HOST -> of(reason, "The host " + this.host + " is not known",
					"Check " + this.names.baseUrl() + " and the name service", cause);
			case FILTERED -> of(reason, "No connection to " + this.address + ": " + words,
					"Allow the host in the filter or correct " + this.names.baseUrl(), cause);
			case REFUSED -> of(reason, "No connection to " + this.address + ": " + words,
					"Check " + this.names.baseUrl() + ", the network and a proxy that may be needed", cause);
			case UNREADABLE -> of(reason, "No response from " + this.address + " that can be read: " + words,
					"Check " + this.names.baseUrl() + " and the proxies in between", cause);
			case CLOSED, OTHER -> of(reason, "No response from " + this.address + ": " + words,
					"Try again later, or check the network and the proxies in between", cause);
		};
	}

	private static ApixoConnectionException of(ConnectionReason reason, String happened, String advice,
			Throwable cause) {
		String message = Sentences.of(happened, advice, null);
		return reason.retryable() ? ApixoConnectionException.retryable(message, cause)
				: ApixoConnectionException.notRetryable(message, cause);
	}

	/**
	 * Put the reason of a failure into words.
	 * @param failure what the connector said
	 * @param mask removes the key from what is quoted
	 * @return part of a sentence
	 */
	static String describe(Throwable failure, SecretMask mask) {
		return describe(ConnectionReason.of(failure), mask);
	}

	private static String describe(ConnectionReason reason, SecretMask mask) {
		return mask.quote(reason.words(), MAX_LENGTH);
	}

	/**
	 * Find what may be the cause of an exception. Left out are the exceptions of
	 * {@code WebClient} and of Jetty that hold the request with its key, and all that may
	 * quote a response.
	 * @param failure what the connector said
	 * @param mask removes the key
	 * @return the failure, the cause that it was made for, or one that only names it
	 */
	static Throwable quotable(Throwable failure, SecretMask mask) {
		Throwable cause = withoutRequest(failure);
		return isHarmless(cause) ? mask.apply(cause) : nameOnly(cause);
	}

	/**
	 * Find the reason behind WebClient's own exceptions.
	 * @param failure what was signaled
	 * @return the first cause that carries no request
	 */
	static Throwable withoutRequest(Throwable failure) {
		Throwable cause = failure;
		while (cause instanceof WebClientException && cause.getCause() != null) {
			cause = cause.getCause();
		}
		return cause;
	}

	private static boolean isHarmless(Throwable failure) {
		Throwable cause = failure;
		while (cause != null && isOfNetwork(cause) && !DUMP.matcher(String.valueOf(cause.getMessage())).find()) {
			cause = cause.getCause();
		}
		return cause == null;
	}

	private static boolean isOfNetwork(Throwable cause) {
		return (cause instanceof IOException && !(cause instanceof ProtocolException))
				|| cause instanceof GeneralSecurityException || cause instanceof UnresolvedAddressException;
	}

	static Throwable nameOnly(Throwable failure) {
		IOException named = new IOException(failure.getClass().getName());
		named.setStackTrace(failure.getStackTrace());
		return named;
	}

}

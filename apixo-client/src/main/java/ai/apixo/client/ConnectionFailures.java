package ai.apixo.client;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;

import javax.net.ssl.SSLException;

import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.client.WebClientException;

import ai.apixo.client.error.ApixoConnectionException;
import ai.apixo.client.error.ApixoException;
import ai.apixo.client.error.ApixoLimit;
import ai.apixo.client.error.ApixoLimitException;

/**
 * Says what it means that no reply came. WebClient's own exceptions are left out of the
 * cause, because they carry the request's headers and with them the key.
 */
final class ConnectionFailures {

	private static final String MAX_CONNECTIONS_PROPERTY = "apixo.http.max-connections";

	private static final int MAX_LENGTH = 300;

	private ConnectionFailures() {
	}

	/**
	 * Translate a failure that came instead of a reply.
	 * @param cause what the connector said, without the request
	 * @param host where the request went
	 * @param waited how long it had taken
	 * @param limits the limits of the call
	 * @return the failure for the caller
	 */
	static ApixoException beforeReply(Throwable cause, String host, Duration waited, TimeLimits limits) {
		if (cause instanceof ApixoException known) {
			return known;
		}
		if (isPoolExhausted(cause)) {
			return new ApixoLimitException("All connections to " + host + " are in use and none became free within "
					+ TimeLimits.text(waited) + ". Raise '" + MAX_CONNECTIONS_PROPERTY
					+ "', or bound the number of open calls with a bulkhead", ApixoLimit.MAX_CONNECTIONS, null);
		}
		if (isConnectTimeout(cause)) {
			return limits.connectFailure(host, waited);
		}
		if (has(cause, SSLException.class) || has(cause, CertificateException.class)) {
			return new ApixoConnectionException("No secure connection to " + host + ": " + describe(cause)
					+ ". If the gateway uses a certificate of its own, trust it with an SSL bundle named by 'apixo.http.ssl.bundle'",
					null, false, cause);
		}
		if (has(cause, UnknownHostException.class)) {
			return new ApixoConnectionException(
					"The host " + host + " is not known. Check 'apixo.base-url' and the name service", null, true,
					cause);
		}
		return new ApixoConnectionException("No answer from " + host + ": " + describe(cause), null, true, cause);
	}

	/**
	 * Find the reason behind WebClient's own exceptions.
	 * @param failure what was signalled
	 * @return the first cause that carries no request
	 */
	static Throwable withoutRequest(Throwable failure) {
		Throwable cause = failure;
		while (cause instanceof WebClientException) {
			Throwable next = cause.getCause();
			if (next == null) {
				return new IOException(failure.getClass().getSimpleName());
			}
			cause = next;
		}
		return cause;
	}

	static String describe(Throwable cause) {
		if (cause instanceof EOFException) {
			// Jetty describes the state of its objects.
			return "the connection was closed";
		}
		String message = cause.getMessage();
		if (message == null || message.isBlank()) {
			return cause.getClass().getSimpleName();
		}
		return (message.length() > MAX_LENGTH) ? message.substring(0, MAX_LENGTH) + "..." : message;
	}

	private static boolean has(@Nullable Throwable failure, Class<? extends Throwable> type) {
		Throwable cause = failure;
		while (cause != null && !type.isInstance(cause)) {
			cause = cause.getCause();
		}
		return cause != null;
	}

	/**
	 * By name, because each connector has types of its own and none is sure to be there;
	 * Reactor Netty shades those of its pool.
	 */
	private static boolean isPoolExhausted(Throwable cause) {
		String name = cause.getClass().getSimpleName();
		return name.startsWith("PoolAcquire") || (name.equals("RejectedExecutionException")
				&& String.valueOf(cause.getMessage()).startsWith("Max requests queued"));
	}

	private static boolean isConnectTimeout(Throwable cause) {
		String name = cause.getClass().getSimpleName();
		return cause instanceof SocketTimeoutException || name.equals("ConnectTimeoutException")
				|| name.equals("HttpConnectTimeoutException");
	}

}

package ai.apixo.client.connector;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.crypto.BadPaddingException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.client.WebClientRequestException;

/**
 * Why a connector failed, found among all causes of a failure: a proxy's refusal or a bad
 * certificate is often wrapped into what it led to. Types of connectors are known by
 * name, because none of the connectors is sure to be there. The words are never those of
 * the response, which may hold part of a message.
 *
 * @param kind what it was
 * @param words the reason as part of a sentence
 * @param retryable whether another attempt may help and cannot be billed twice, provided
 * that no response had come
 * @since 0.1.0
 */
public record ConnectionReason(Kind kind, String words, boolean retryable) {

	/**
	 * As Jetty says it of a queue that is full.
	 */
	static final String POOL_IS_FULL = "Max requests queued";

	/**
	 * As the JDK's client says it of a proxy that makes no tunnel.
	 */
	static final String TUNNEL_FAILED = "Tunnel failed";

	private static final int MAX_CAUSES = 20;

	private static final Pattern PROXY_STATUS = Pattern
		.compile("(?:status: |got: |\\[HTTP/1\\.[01] )([1-5][0-9][0-9])\\b");

	/**
	 * A response that is no HTTP, or has a status that HTTP does not have.
	 */
	private static final Pattern UNREADABLE_PROXY = Pattern.compile("status: |violation|\\[HTTP/");

	/**
	 * What Netty throws at frames that are wrong.
	 */
	private static final Pattern OF_HTTP2 = Pattern.compile(
			"http2\\.Http2Exception(?:$|\\$StacklessHttp2Exception|\\$StreamException|\\$HeaderListSizeException)");

	private static final Pattern ALERT = Pattern.compile("alert: ([a-z_]+)");

	private static final Pattern ALERT_ABOUT_CERTIFICATE = Pattern.compile("certificate|unknown_ca|access_denied");

	private static final Pattern NOISE = Pattern
		.compile("[\\w.$]+(?:Exception|Error): |[a-zA-Z]+\\(\\.\\.\\) failed with error\\(-?[0-9]+\\): ");

	/**
	 * What went wrong.
	 */
	public enum Kind {

		/** No connection of the pool became free. */
		POOL,

		/** The connection, with proxy and TLS, was not made in time. */
		TIMEOUT,

		/** A proxy refused to connect. */
		PROXY,

		/** A certificate was refused. */
		CERTIFICATE,

		/** The other side speaks no TLS. */
		NOT_TLS,

		/** TLS failed for another reason. */
		TLS,

		/** The host has no address. */
		UNKNOWN_HOST,

		/** The application's filter allows no address of the host. */
		FILTERED,

		/** A response came, but its head is not HTTP. */
		UNREADABLE,

		/** The connection was refused, or the host cannot be reached. */
		REFUSED,

		/** The connection was closed or reset. */
		CLOSED,

		/** Something else. */
		OTHER

	}

	/**
	 * Find the reason of a failure.
	 * @param failure what a connector signaled
	 * @return the reason
	 */
	public static ConnectionReason of(Throwable failure) {
		List<Throwable> causes = causes(failure);
		ConnectionReason reason = beforeTls(causes);
		if (reason == null) {
			reason = ofTls(causes);
		}
		if (reason == null) {
			reason = ofNetwork(causes);
		}
		return (reason != null) ? reason : other(causes);
	}

	/**
	 * Return whether the connection ended, by itself or by a refused stream of HTTP/2.
	 * @return whether it did
	 */
	public boolean isEndOfConnection() {
		return this.kind == Kind.CLOSED || (this.kind == Kind.OTHER && this.retryable);
	}

	private static List<Throwable> causes(Throwable failure) {
		List<Throwable> causes = new ArrayList<>();
		Throwable cause = failure;
		while (cause != null && causes.size() < MAX_CAUSES) {
			causes.add(cause);
			for (Throwable suppressed : cause.getSuppressed()) {
				if (suppressed instanceof SSLException || suppressed instanceof SocketTimeoutException
						|| isProxyRefusal(suppressed) || isViolation(suppressed)) {
					causes.add(suppressed);
				}
			}
			cause = cause.getCause();
		}
		return causes;
	}

	private static @Nullable ConnectionReason beforeTls(List<Throwable> causes) {
		if (any(causes, ConnectionReason::isPoolExhausted)) {
			return new ConnectionReason(Kind.POOL, "all connections are in use", false);
		}
		if (any(causes, named("FilteredHostException"))) {
			return new ConnectionReason(Kind.FILTERED, "the application's address filter refuses the host", false);
		}
		if (any(causes, ConnectionReason::isTimeout)) {
			return new ConnectionReason(Kind.TIMEOUT, "it took too long to connect", false);
		}
		Throwable proxy = first(causes, ConnectionReason::isProxyRefusal);
		return (proxy != null) ? ofProxy(message(proxy)) : null;
	}

	private static ConnectionReason ofProxy(String message) {
		Matcher status = PROXY_STATUS.matcher(message);
		if (!status.find()) {
			boolean spoke = UNREADABLE_PROXY.matcher(message).find();
			return spoke ? new ConnectionReason(Kind.PROXY, "what the proxy responded is not HTTP", false)
					: new ConnectionReason(Kind.PROXY, "the proxy closed the connection", true);
		}
		HttpStatus known = HttpStatus.resolve(Integer.parseInt(status.group(1)));
		String phrase = (known != null) ? " " + known.getReasonPhrase() : "";
		return new ConnectionReason(Kind.PROXY, "the proxy responded with status " + status.group(1) + phrase,
				known != null && known.is5xxServerError());
	}

	private static @Nullable ConnectionReason ofTls(List<Throwable> causes) {
		Throwable certificate = last(causes,
				(cause) -> (cause instanceof GeneralSecurityException && !(cause instanceof BadPaddingException))
						|| cause instanceof SSLPeerUnverifiedException);
		if (certificate != null) {
			return new ConnectionReason(Kind.CERTIFICATE, "its certificate was refused (" + readable(certificate) + ")",
					false);
		}
		if (any(causes, named("NotSslRecordException"))
				|| any(causes, (cause) -> cause instanceof SSLException && says(cause, "SSL message"))) {
			return new ConnectionReason(Kind.NOT_TLS, "the server does not speak TLS on this port", false);
		}
		Throwable tls = last(causes, SSLException.class::isInstance);
		return (tls != null) ? ofTls(tls, any(causes, ConnectionReason::isCutOff)) : null;
	}

	/**
	 * Return whether a failure of TLS, or what led to it, is the end of the connection.
	 */
	private static boolean isCutOff(Throwable failure) {
		return (failure instanceof SSLException && failure.getMessage() == null) || says(failure, "closed")
				|| says(failure, "terminated") || says(failure, "closing") || says(failure, "reset by peer")
				|| says(failure, "Broken pipe");
	}

	private static ConnectionReason ofTls(Throwable failure, boolean closed) {
		Matcher alert = ALERT.matcher(message(failure));
		if (!alert.find()) {
			return new ConnectionReason(Kind.TLS, closed ? "the connection was closed during the TLS handshake"
					: "TLS failed (" + readable(failure) + ")", false);
		}
		String name = alert.group(1);
		return ALERT_ABOUT_CERTIFICATE.matcher(name).find()
				? new ConnectionReason(Kind.CERTIFICATE, "it refused the client's certificate (" + name + ")", false)
				: new ConnectionReason(Kind.TLS, "the TLS handshake failed (" + name + ")", false);
	}

	private static @Nullable ConnectionReason ofNetwork(List<Throwable> causes) {
		if (any(causes,
				(cause) -> cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException)) {
			return new ConnectionReason(Kind.UNKNOWN_HOST, "the host is not known", true);
		}
		if (any(causes, (cause) -> cause instanceof NoRouteToHostException || says(cause, "unreachable")
				|| says(cause, "No route to host"))) {
			return new ConnectionReason(Kind.REFUSED, "the host cannot be reached", true);
		}
		if (any(causes, ConnectException.class::isInstance)) {
			return new ConnectionReason(Kind.REFUSED, "the connection was refused", true);
		}
		if (any(causes, ConnectionReason::isViolation)) {
			return unreadable(causes);
		}
		if (any(causes, (cause) -> says(cause, "reset") || says(cause, "Broken pipe"))) {
			return new ConnectionReason(Kind.CLOSED, "the connection was reset", true);
		}
		if (any(causes, ConnectionReason::isClosed)) {
			return new ConnectionReason(Kind.CLOSED, "the connection was closed", true);
		}
		return any(causes, ConnectionReason::isUnreadable) ? unreadable(causes) : null;
	}

	private static ConnectionReason unreadable(List<Throwable> causes) {
		boolean large = any(causes, (cause) -> says(cause, "larger than") || says(cause, "too large")
				|| says(cause, "too big") || says(cause, "Header size exceeded"));
		String words = large ? "its headers are too large" : "what it sent is not HTTP";
		boolean many = any(causes, (cause) -> says(cause, InformationalResponses.TOO_MANY));
		return new ConnectionReason(Kind.UNREADABLE, many ? "it sent " + InformationalResponses.TOO_MANY : words,
				false);
	}

	private static ConnectionReason other(List<Throwable> causes) {
		Throwable network = first(causes, IOException.class::isInstance);
		if (network != null) {
			return new ConnectionReason(Kind.OTHER, readable(network), true);
		}
		Throwable own = first(causes, (cause) -> !(cause instanceof WebClientRequestException));
		Throwable failure = (own != null) ? own : causes.get(0);
		return new ConnectionReason(Kind.OTHER, "the connector failed with " + failure.getClass().getSimpleName(),
				failure.getClass().getSimpleName().startsWith("Http2") || says(failure, "shut down"));
	}

	/**
	 * Reactor Netty shades the types of its pool.
	 */
	private static boolean isPoolExhausted(Throwable cause) {
		return cause.getClass().getSimpleName().startsWith("PoolAcquire")
				|| (named("RejectedExecutionException").test(cause) && says(cause, POOL_IS_FULL));
	}

	private static boolean isTimeout(Throwable cause) {
		String name = cause.getClass().getSimpleName();
		return cause instanceof SocketTimeoutException || name.equals("ConnectTimeoutException")
				|| name.equals("HttpConnectTimeoutException") || name.equals("SslHandshakeTimeoutException")
				|| (cause instanceof ConnectException && (says(cause, "timed out") || says(cause, ", timeout")))
				|| (name.equals("TimeoutException") && says(cause, "Total timeout"));
	}

	private static boolean isProxyRefusal(Throwable cause) {
		String name = cause.getClass().getSimpleName();
		return name.endsWith("ProxyConnectException") || says(cause, "TunnelRequest[CONNECT")
				|| (cause instanceof IOException && says(cause, TUNNEL_FAILED));
	}

	private static boolean isClosed(Throwable cause) {
		String name = cause.getClass().getSimpleName();
		return says(cause, "Error while acquiring from") || cause instanceof EOFException
				|| cause instanceof ClosedChannelException || name.startsWith("Premature")
				|| name.equals("AbortedException") || says(cause, "Early EOF");
	}

	private static boolean isUnreadable(Throwable cause) {
		String name = cause.getClass().getSimpleName();
		return cause instanceof IllegalArgumentException || cause instanceof ProtocolException
				|| name.equals("HttpResponseException") || name.startsWith("TooLong")
				|| name.endsWith("SeparatorException") || name.endsWith("DecoderException")
				|| name.endsWith("NotAllowedException") || says(cause, "chunk size");
	}

	/**
	 * Return whether the gateway has violated HTTP/2. That it allows no further stream,
	 * has reset one, or has said that it will end the connection, is no violation.
	 */
	private static boolean isViolation(Throwable cause) {
		return OF_HTTP2.matcher(cause.getClass().getName()).find() && !says(cause, "Maximum active streams")
				&& !says(cause, "GOAWAY") && !says(cause, "before write");
	}

	private static boolean says(Throwable cause, String words) {
		return message(cause).toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT));
	}

	private static String message(Throwable cause) {
		return String.valueOf(cause.getMessage());
	}

	/**
	 * The message of a failure without the names of classes, or its own name in words.
	 */
	private static String readable(Throwable cause) {
		String message = NOISE.matcher(message(cause)).replaceAll("").strip();
		boolean dump = message.isEmpty() || message.equals("null") || message.matches("(?s).*@[0-9a-f]{4,}.*");
		return dump ? cause.getClass().getSimpleName() : message;
	}

	private static Predicate<Throwable> named(String name) {
		return (cause) -> cause.getClass().getSimpleName().equals(name);
	}

	private static boolean any(List<Throwable> causes, Predicate<Throwable> condition) {
		return first(causes, condition) != null;
	}

	private static @Nullable Throwable first(List<Throwable> causes, Predicate<Throwable> condition) {
		return causes.stream().filter(condition).findFirst().orElse(null);
	}

	private static @Nullable Throwable last(List<Throwable> causes, Predicate<Throwable> condition) {
		return causes.stream().filter(condition).reduce((first, second) -> second).orElse(null);
	}

}

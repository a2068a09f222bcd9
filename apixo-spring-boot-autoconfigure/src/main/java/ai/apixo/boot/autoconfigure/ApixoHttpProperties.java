package ai.apixo.boot.autoconfigure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * Properties of the connections to the gateway.
 *
 * @since 0.1.0
 */
public class ApixoHttpProperties {

	/**
	 * HTTP clients count the milliseconds as an int.
	 */
	private static final Duration LONGEST_CONNECT_TIMEOUT = Duration.ofMillis(Integer.MAX_VALUE);

	/**
	 * Maximum time to establish a connection, and to wait for a free one when all are in
	 * use. In milliseconds unless a unit is given.
	 */
	private Duration connectTimeout = Duration.ofSeconds(5);

	/**
	 * Maximum time to wait for the status and headers of the response, for each attempt.
	 * In milliseconds unless a unit is given.
	 */
	private Duration responseTimeout = Duration.ofMinutes(10);

	/**
	 * Maximum number of connections. With HTTP/1.1, this is also the maximum number of
	 * concurrent calls.
	 */
	private int maxConnections = 1000;

	/**
	 * HTTP protocol to use. HTTP/2 is negotiated through TLS and falls back to HTTP/1.1.
	 */
	private Protocol protocol = Protocol.HTTP1;

	/**
	 * Maximum size of a single stream event, and of the response to a call that does not
	 * stream. In bytes unless a unit is given.
	 */
	private DataSize maxMessageSize = DataSize.ofMegabytes(16);

	private final Ssl ssl = new Ssl();

	/**
	 * Return the maximum time to establish a connection, and to wait for a free one when
	 * all are in use.
	 * @return the connect timeout
	 */
	public Duration getConnectTimeout() {
		return this.connectTimeout;
	}

	/**
	 * Set the maximum time to establish a connection, and to wait for a free one when all
	 * are in use.
	 * @param connectTimeout the connect timeout
	 */
	public void setConnectTimeout(Duration connectTimeout) {
		this.connectTimeout = (connectTimeout.compareTo(LONGEST_CONNECT_TIMEOUT) < 0) ? connectTimeout
				: LONGEST_CONNECT_TIMEOUT;
	}

	/**
	 * Return the maximum time to wait for the status and headers of the response, for
	 * each attempt.
	 * @return the response timeout
	 */
	public Duration getResponseTimeout() {
		return this.responseTimeout;
	}

	/**
	 * Set the maximum time to wait for the status and headers of the response, for each
	 * attempt.
	 * @param responseTimeout the response timeout
	 */
	public void setResponseTimeout(Duration responseTimeout) {
		this.responseTimeout = responseTimeout;
	}

	/**
	 * Return the maximum number of connections.
	 * @return the maximum
	 */
	public int getMaxConnections() {
		return this.maxConnections;
	}

	/**
	 * Set the maximum number of connections.
	 * @param maxConnections the maximum
	 */
	public void setMaxConnections(int maxConnections) {
		this.maxConnections = maxConnections;
	}

	/**
	 * Return the HTTP protocol to use.
	 * @return the protocol
	 */
	public Protocol getProtocol() {
		return this.protocol;
	}

	/**
	 * Set the HTTP protocol to use.
	 * @param protocol the protocol
	 */
	public void setProtocol(Protocol protocol) {
		this.protocol = protocol;
	}

	/**
	 * Return the maximum size of a single stream event, and of the response to a call
	 * that does not stream.
	 * @return the maximum
	 */
	public DataSize getMaxMessageSize() {
		return this.maxMessageSize;
	}

	/**
	 * Set the maximum size of a single stream event, and of the response to a call that
	 * does not stream.
	 * @param maxMessageSize the maximum
	 */
	public void setMaxMessageSize(DataSize maxMessageSize) {
		this.maxMessageSize = maxMessageSize;
	}

	/**
	 * Return the properties of TLS.
	 * @return the ssl
	 */
	public Ssl getSsl() {
		return this.ssl;
	}

	/**
	 * Protocols of the connection.
	 */
	public enum Protocol {

		/**
		 * HTTP/1.1.
		 */
		HTTP1,

		/**
		 * HTTP/2 over TLS, or HTTP/1.1 when the gateway does not offer it.
		 */
		HTTP2

	}

	/**
	 * TLS properties.
	 */
	public static class Ssl {

		/**
		 * Name of the SSL bundle with trust and key material.
		 */
		private @Nullable String bundle;

		/**
		 * Return the name of the SSL bundle with trust and key material.
		 * @return the name of the bundle
		 */
		public @Nullable String getBundle() {
			return this.bundle;
		}

		/**
		 * Set the name of the SSL bundle with trust and key material.
		 * @param bundle the name of the bundle
		 */
		public void setBundle(@Nullable String bundle) {
			this.bundle = bundle;
		}

	}

}

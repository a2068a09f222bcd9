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
	 * Time allowed to connect, and to wait for a free connection when all are in use. In
	 * milliseconds unless a unit is given.
	 */
	private Duration connectTimeout = Duration.ofSeconds(5);

	/**
	 * Time allowed until the status and headers of the response have arrived, for each
	 * attempt. In milliseconds unless a unit is given.
	 */
	private Duration responseTimeout = Duration.ofMinutes(10);

	/**
	 * Maximum number of connections, which is the maximum number of calls open at the
	 * same time with HTTP/1.1.
	 */
	private int maxConnections = 1000;

	/**
	 * Protocol to speak. HTTP/2 is negotiated by TLS and falls back to HTTP/1.1.
	 */
	private Protocol protocol = Protocol.HTTP1;

	/**
	 * Maximum size of one stream event, and of the response to a call that does not
	 * stream. In bytes unless a unit is given.
	 */
	private DataSize maxMessageSize = DataSize.ofMegabytes(16);

	private final Ssl ssl = new Ssl();

	public Duration getConnectTimeout() {
		return this.connectTimeout;
	}

	public void setConnectTimeout(Duration connectTimeout) {
		this.connectTimeout = (connectTimeout.compareTo(LONGEST_CONNECT_TIMEOUT) < 0) ? connectTimeout
				: LONGEST_CONNECT_TIMEOUT;
	}

	public Duration getResponseTimeout() {
		return this.responseTimeout;
	}

	public void setResponseTimeout(Duration responseTimeout) {
		this.responseTimeout = responseTimeout;
	}

	public int getMaxConnections() {
		return this.maxConnections;
	}

	public void setMaxConnections(int maxConnections) {
		this.maxConnections = maxConnections;
	}

	public Protocol getProtocol() {
		return this.protocol;
	}

	public void setProtocol(Protocol protocol) {
		this.protocol = protocol;
	}

	public DataSize getMaxMessageSize() {
		return this.maxMessageSize;
	}

	public void setMaxMessageSize(DataSize maxMessageSize) {
		this.maxMessageSize = maxMessageSize;
	}

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

		public @Nullable String getBundle() {
			return this.bundle;
		}

		public void setBundle(@Nullable String bundle) {
			this.bundle = bundle;
		}

	}

}

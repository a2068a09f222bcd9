package ai.apixo.client.connector;

import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLHandshakeException;

import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Ends TLS handshakes that take longer than a connection may take. Jetty counts a
 * connection as made before its handshake, which it bounds by nothing.
 */
final class JettyHandshakes implements Connection.Listener {

	private final HttpClient client;

	JettyHandshakes(HttpClient client) {
		this.client = client;
	}

	@Override
	public void onOpened(Connection connection) {
		if (connection instanceof SslConnection tls) {
			long millis = this.client.getConnectTimeout();
			Scheduler.Task timer = (millis > 0)
					? this.client.getScheduler().schedule(() -> close(tls), millis, TimeUnit.MILLISECONDS) : () -> true;
			tls.addHandshakeListener(new Handshake(tls, timer));
		}
	}

	private static void close(SslConnection tls) {
		SocketTimeoutException failure = new SocketTimeoutException("The TLS handshake took too long");
		note(tls, failure);
		tls.getEndPoint().close(failure);
	}

	/**
	 * A request may learn only that its connection was closed, so the reason is left on
	 * the connection's end point.
	 */
	private static void note(SslConnection tls, Throwable failure) {
		JettyTransport.note(tls.getEndPoint(), failure);
	}

	/**
	 * Return why the handshake of a connection failed. One that was closed at once has
	 * not even begun.
	 */
	static @Nullable Throwable failure(@Nullable Object connection) {
		if (!(connection instanceof Connection known && known.getEndPoint() instanceof SslConnection.SslEndPoint tls)) {
			return null;
		}
		EndPoint endPoint = tls.getSslConnection().getEndPoint();
		Throwable noted = JettyTransport.noted(endPoint);
		return (noted == null && JettyTransport.isUnsecured(endPoint))
				? new SSLHandshakeException("The connection was closed") : noted;
	}

	@Override
	public void onClosed(Connection connection) {
	}

	/**
	 * Stops the time when the handshake is over.
	 */
	private record Handshake(SslConnection tls, Scheduler.Task timer) implements SslHandshakeListener {

		@Override
		public void handshakeSucceeded(Event event) {
			JettyTransport.secured(this.tls.getEndPoint());
			this.timer.cancel();
		}

		@Override
		public void handshakeFailed(Event event, Throwable failure) {
			this.timer.cancel();
			note(this.tls, failure);
		}

	}

}

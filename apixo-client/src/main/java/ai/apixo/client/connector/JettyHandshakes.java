package ai.apixo.client.connector;

import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;

import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;
import org.eclipse.jetty.util.thread.Scheduler;

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
		long millis = this.client.getConnectTimeout();
		if (millis > 0 && connection instanceof SslConnection tls) {
			Scheduler.Task timer = this.client.getScheduler().schedule(() -> close(tls), millis, TimeUnit.MILLISECONDS);
			tls.addHandshakeListener(new Timer(timer));
		}
	}

	private static void close(SslConnection tls) {
		tls.getEndPoint().close(new SocketTimeoutException("The TLS handshake took too long"));
	}

	@Override
	public void onClosed(Connection connection) {
	}

	/**
	 * Stops the time when the handshake is over.
	 */
	private record Timer(Scheduler.Task task) implements SslHandshakeListener {

		@Override
		public void handshakeSucceeded(Event event) {
			this.task.cancel();
		}

		@Override
		public void handshakeFailed(Event event, Throwable failure) {
			this.task.cancel();
		}

	}

}

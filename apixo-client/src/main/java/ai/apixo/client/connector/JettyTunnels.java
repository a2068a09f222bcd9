package ai.apixo.client.connector;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;

import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.transport.HttpDestination;

/**
 * Names the proxy where it closes the connection instead of making a tunnel. Jetty says
 * only that a connection was closed.
 */
final class JettyTunnels implements Request.Listener {

	private static final String HTTPS = "https";

	private final HttpClient client;

	JettyTunnels(HttpClient client) {
		this.client = client;
	}

	@Override
	public void onFailure(Request request, Throwable failure) {
		if (HTTPS.equalsIgnoreCase(request.getScheme()) && request.getConnection() == null && isClosed(failure)
				&& this.client.resolveDestination(request) instanceof HttpDestination destination
				&& destination.getProxy() != null) {
			failure.addSuppressed(new IOException(ConnectionReason.TUNNEL_FAILED));
		}
	}

	private static boolean isClosed(Throwable failure) {
		return failure instanceof EOFException || failure instanceof ClosedChannelException
				|| String.valueOf(failure.getMessage()).contains("reset");
	}

}

package ai.apixo.client.connector;

import java.util.concurrent.TimeUnit;

import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Connection;

/**
 * What becomes of Jetty's connections between two requests.
 */
final class JettyConnections implements Request.CommitListener, Response.CompleteListener {

	/**
	 * Shorter than the idle limits of proxies and address translators in between, which
	 * drop a connection silently.
	 */
	static final long MAX_IDLE_MILLIS = 45_000;

	private static final String READ_BEFORE = JettyConnections.class.getName() + ".readBefore";

	private JettyConnections() {
	}

	/**
	 * Observe a request that is yet to be sent. Its connection may be silent for as long
	 * as the limits of the call allow; only between requests Jetty closes it.
	 */
	static void observe(Request request) {
		JettyConnections listener = new JettyConnections();
		request.transport(JettyTransport.INSTANCE)
			.idleTimeout(0, TimeUnit.MILLISECONDS)
			.onRequestCommit(listener)
			.onResponseHeader(JettyConnections::isWanted)
			.onComplete(listener);
	}

	/**
	 * Spring's adapter parses cookies, which nobody needs here, and throws at those that
	 * Java refuses.
	 */
	private static boolean isWanted(Response response, HttpField field) {
		return field.getHeader() != HttpHeader.SET_COOKIE && field.getHeader() != HttpHeader.SET_COOKIE2;
	}

	/**
	 * Return whether a request went over a connection that had been used before and has
	 * brought nothing since.
	 */
	static boolean isUnanswered(Request request) {
		return connection(request) instanceof Connection connection && connection.getMessagesIn() > 0
				&& (!(request.getAttributes().get(READ_BEFORE) instanceof Long before)
						|| before == connection.getBytesIn());
	}

	/**
	 * Return the connection of a request, which implements what two packages of Jetty
	 * call a connection.
	 */
	private static Object connection(Request request) {
		Object connection = request.getConnection();
		return (connection != null) ? connection : request;
	}

	@Override
	public void onCommit(Request request) {
		if (connection(request) instanceof Connection connection) {
			request.attribute(READ_BEFORE, connection.getBytesIn());
		}
	}

	@Override
	public void onComplete(Result result) {
		long usable = KeepAlive.usableMillis(result.getResponse().getHeaders().get(HttpHeader.KEEP_ALIVE));
		if (usable < MAX_IDLE_MILLIS && connection(result.getRequest()) instanceof Connection connection) {
			connection.getEndPoint().setIdleTimeout(Math.max(usable, 1));
		}
	}

}

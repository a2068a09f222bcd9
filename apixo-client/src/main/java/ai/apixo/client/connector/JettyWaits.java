package ai.apixo.client.connector;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import org.eclipse.jetty.client.AbstractConnectionPool;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.transport.HttpDestination;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Ends the wait of a request for a connection of the pool after the time that a
 * connection may take to be made. Jetty lets requests wait for as long as they like.
 */
final class JettyWaits implements Request.Listener {

	private static final String TIMER = JettyWaits.class.getName();

	private final HttpClient client;

	JettyWaits(HttpClient client) {
		this.client = client;
	}

	@Override
	public void onQueued(Request request) {
		long millis = this.client.getConnectTimeout();
		if (millis > 0) {
			request.attribute(TIMER,
					this.client.getScheduler().schedule(() -> end(request), millis, TimeUnit.MILLISECONDS));
		}
	}

	/**
	 * End the wait if all connections are in use. One that is being made has a time limit
	 * of its own, and another failure.
	 */
	@SuppressWarnings("FutureReturnValueIgnored")
	private void end(Request request) {
		if (this.client.resolveDestination(request) instanceof HttpDestination destination
				&& destination.getConnectionPool() instanceof AbstractConnectionPool pool
				&& pool.getActiveConnectionCount() >= pool.getMaxConnectionCount()) {
			request.abort(new RejectedExecutionException(ConnectionReason.POOL_IS_FULL));
		}
	}

	@Override
	public void onBegin(Request request) {
		cancel(request);
	}

	@Override
	public void onFailure(Request request, Throwable failure) {
		cancel(request);
	}

	private static void cancel(Request request) {
		if (request.getAttributes().get(TIMER) instanceof Scheduler.Task timer) {
			timer.cancel();
		}
	}

}

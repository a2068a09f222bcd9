package ai.apixo.client.connector;

import java.util.concurrent.TimeUnit;

import org.eclipse.jetty.client.Request;
import reactor.core.scheduler.Schedulers;

/**
 * What is known of the connection of one of Jetty's requests, which takes locks.
 *
 * @param threads where Jetty may be called
 * @param request the request
 */
record JettyConnectionThread(ConnectionThread threads, Request request) implements DelegatingThread {

	/**
	 * Long enough for Jetty's selector to hand on what has come.
	 */
	private static final long TURN_MILLIS = 20;

	@Override
	public void afterClosing(Runnable task) {
		JettyClosing.await(this.request, task);
	}

	@Override
	public void callAfterReading(Runnable call) {
		Schedulers.parallel().schedule(call, TURN_MILLIS, TimeUnit.MILLISECONDS);
	}

	@Override
	public boolean isUnanswered() {
		return JettyConnections.isUnanswered(this.request);
	}

	@Override
	public void explain(Throwable failure) {
		Throwable reason = JettyHandshakes.failure(this.request.getConnection());
		if (reason != null && reason != failure) {
			failure.addSuppressed(reason);
		}
	}

}

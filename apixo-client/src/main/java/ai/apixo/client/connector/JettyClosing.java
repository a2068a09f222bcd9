package ai.apixo.client.connector;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.io.Connection;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Schedulers;

/**
 * Waits for Jetty to close the connection of a request that was cancelled, which it may
 * leave to the thread that reads the response.
 */
final class JettyClosing implements Connection.Listener {

	/**
	 * A connection that is still open then was not to be closed: its response had been
	 * read to its end.
	 */
	private static final long MAX_MILLIS = 1000;

	private final AtomicReference<@Nullable Runnable> task;

	private JettyClosing(Runnable task) {
		this.task = new AtomicReference<>(task);
	}

	/**
	 * Run a task once the connection of a request is closed.
	 * @param request a request that was cancelled
	 * @param task the task
	 */
	static void await(Request request, Runnable task) {
		if (!(((Object) request.getConnection()) instanceof Connection connection)
				|| !connection.getEndPoint().isOpen()) {
			task.run();
			return;
		}
		JettyClosing closing = new JettyClosing(task);
		connection.addEventListener(closing);
		if (connection.getEndPoint().isOpen()) {
			Schedulers.parallel().schedule(() -> closing.end(connection), MAX_MILLIS, TimeUnit.MILLISECONDS);
		}
		else {
			closing.end(connection);
		}
	}

	@Override
	public void onOpened(Connection connection) {
	}

	@Override
	public void onClosed(Connection connection) {
		end(connection);
	}

	private void end(Connection connection) {
		Runnable waiting = this.task.getAndSet(null);
		if (waiting != null) {
			connection.removeEventListener(this);
			waiting.run();
		}
	}

}

package ai.apixo.client.connector;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.springframework.http.client.reactive.ClientHttpRequest;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Runs calls into connectors that take locks (all but Reactor Netty). A thread that must
 * not block, such as that of a timer, would wait for such a lock. No thread is started
 * until one is needed.
 *
 * <p>
 * The shared bounded-elastic scheduler will not do: the application may have filled it
 * with tasks that wait for these very calls.
 *
 * @since 0.1.0
 */
public final class ConnectorThreads implements ConnectionThread {

	private static final int TTL_SECONDS = 60;

	private final AtomicReference<@Nullable Scheduler> scheduler = new AtomicReference<>();

	/**
	 * Return the thread on which the connector of a request may be called.
	 * @param request a request that has a connection
	 * @return the event loop of the connection if it has one, else these threads
	 */
	public ConnectionThread of(ClientHttpRequest request) {
		ConnectionThread known = DefaultConnector.REACTOR_NETTY_PRESENT ? ReactorNettyGateway.connectionThread(request)
				: null;
		if (known == null && DefaultConnector.JETTY_PRESENT) {
			known = JettyGateway.connectionThread(request, this);
		}
		return (known != null) ? known : this;
	}

	/**
	 * Return where the connector may be called until a request has a connection.
	 * @return the thread
	 */
	public ConnectionThread connecting() {
		return new ConnectingThread(this);
	}

	@Override
	public Mono<Void> write(Mono<Void> writing) {
		return enter().then(writing);
	}

	@Override
	public void callBetweenSignals(Runnable call) {
		call(call);
	}

	/**
	 * Run a call at once, or soon if the current thread must not block.
	 * @param call the call
	 */
	@Override
	public void call(Runnable call) {
		if (!Schedulers.isInNonBlockingThread()) {
			call.run();
			return;
		}
		try {
			scheduler().schedule(call);
		}
		catch (RejectedExecutionException | OutOfMemoryError ex) {
			// No thread is to be had. The call must not be lost.
			call.run();
		}
	}

	/**
	 * Let what follows run on a thread that may block.
	 * @return completes on such a thread
	 */
	Mono<Void> enter() {
		return Mono.create((sink) -> call(sink::success));
	}

	/**
	 * End the threads once they have completed their tasks.
	 */
	public void close() {
		Scheduler current = this.scheduler.getAndSet(null);
		if (current != null) {
			end(current);
		}
	}

	private Scheduler scheduler() {
		Scheduler current = this.scheduler.get();
		if (current != null) {
			return current;
		}
		Scheduler created = Schedulers.newBoundedElastic(Schedulers.DEFAULT_BOUNDED_ELASTIC_SIZE, Integer.MAX_VALUE,
				"apixo-connector", TTL_SECONDS, true);
		if (this.scheduler.compareAndSet(null, created)) {
			return created;
		}
		end(created);
		return scheduler();
	}

	/**
	 * Disposing takes locks as well, so it runs on one of its own threads.
	 */
	private static void end(Scheduler scheduler) {
		scheduler.schedule(() -> scheduler.disposeGracefully().subscribe());
	}

}

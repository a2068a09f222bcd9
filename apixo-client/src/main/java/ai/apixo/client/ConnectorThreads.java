package ai.apixo.client;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Where connectors are called that take locks, as all but Reactor Netty's do. A thread
 * that must not block, such as that of a timer, would wait at them when it meets the
 * connector's own. There are no threads until they are needed.
 *
 * <p>
 * Not the elastic threads that all share: an application may fill those with calls that
 * wait for what these are to fetch.
 */
final class ConnectorThreads {

	private static final int TTL_SECONDS = 60;

	private final AtomicReference<@Nullable Scheduler> scheduler = new AtomicReference<>();

	/**
	 * Runs a call at once, or soon if this thread must not block.
	 * @param call the call
	 */
	void run(Runnable call) {
		if (!Schedulers.isInNonBlockingThread()) {
			call.run();
			return;
		}
		try {
			scheduler().schedule(call);
		}
		catch (RejectedExecutionException ex) {
			call.run();
		}
	}

	/**
	 * Lets what follows run on a thread that may block.
	 * @return completes on such a thread
	 */
	Mono<Void> enter() {
		return Mono.create((sink) -> run(sink::success));
	}

	/**
	 * Ends the threads when they have done what they have been given.
	 */
	void close() {
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
	 * On a thread of its own, for to end them takes locks too.
	 */
	private static void end(Scheduler scheduler) {
		scheduler.schedule(() -> scheduler.disposeGracefully().subscribe());
	}

}

package ai.apixo.client;

import java.util.concurrent.RejectedExecutionException;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Where connectors are called that take locks, as all but Reactor Netty's do. A thread
 * that must not block, such as that of a timer, would wait at them when it meets the
 * connector's own.
 */
final class ConnectorThreads {

	private static final int TTL_SECONDS = 60;

	/**
	 * Not the elastic threads that all share: an application may fill those with calls
	 * that wait for what these are to fetch.
	 */
	private static final Scheduler SCHEDULER = Schedulers.newBoundedElastic(Schedulers.DEFAULT_BOUNDED_ELASTIC_SIZE,
			Integer.MAX_VALUE, "apixo-connector", TTL_SECONDS, true);

	private ConnectorThreads() {
	}

	/**
	 * Runs a call at once, or soon if this thread must not block.
	 * @param call the call
	 */
	static void run(Runnable call) {
		if (!Schedulers.isInNonBlockingThread()) {
			call.run();
			return;
		}
		try {
			SCHEDULER.schedule(call);
		}
		catch (RejectedExecutionException ex) {
			call.run();
		}
	}

	/**
	 * Lets what follows run on a thread that may block.
	 * @return completes on such a thread
	 */
	static Mono<Void> enter() {
		return Mono.create((sink) -> run(sink::success));
	}

}

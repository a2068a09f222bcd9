package ai.apixo.tool;

import java.util.concurrent.Callable;

import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Work that may block, on a scheduler. A cancel interrupts it, and what it throws then is
 * dropped in silence: {@code Mono.fromCallable} would have it logged as an error.
 */
final class ScheduledWork {

	private ScheduledWork() {
	}

	static <T> Mono<T> on(Scheduler scheduler, Callable<T> work) {
		return Mono.create((sink) -> {
			Disposable.Swap cancelled = reactor.core.Disposables.swap();
			sink.onCancel(cancelled);
			cancelled.update(scheduler.schedule(() -> {
				T result;
				try {
					result = work.call();
				}
				catch (Throwable ex) {
					if (!cancelled.isDisposed()) {
						sink.error(ex);
					}
					return;
				}
				sink.success(result);
			}));
		});
	}

}

package ai.apixo.limit;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;

/**
 * What a key has used in this process.
 */
final class MemoryUsage implements KeyUsage {

	private static final String THIS_PROCESS = "";

	private final UsageState state = new UsageState(Long.MAX_VALUE);

	private final Scheduler clock;

	private final CoolDownLog log;

	MemoryUsage(Scheduler clock, CoolDownLog log) {
		this.clock = clock;
		this.log = log;
	}

	private long now() {
		return TimeUnit.NANOSECONDS.toMillis(this.clock.now(TimeUnit.NANOSECONDS));
	}

	@Override
	public @Nullable Decision acquire(Ask ask, Consumer<Supplier<Decision>> later) {
		return this.state.acquire(ask, THIS_PROCESS, now());
	}

	@Override
	public void answered(Lease lease) {
		if (this.state.answered(lease)) {
			this.log.ended();
		}
	}

	@Override
	public void refused(Lease lease, long advised) {
		long rest = this.state.refused(lease, advised, now());
		if (rest > 0) {
			this.log.began(rest, advised > 0);
		}
	}

	@Override
	public void hold(long millis) {
		this.state.hold(millis, now());
	}

	@Override
	public void settle(Lease lease, long input, long output) {
		this.state.settle(lease, input, output, now());
	}

	@Override
	public void release(Lease lease, boolean unsent) {
		this.state.release(lease, unsent, now());
	}

	@Override
	public void leave(Numbers numbers) {
		this.state.leave(numbers, THIS_PROCESS);
	}

	/**
	 * Open calls of this process are never forgotten.
	 */
	@Override
	public void renew() {
	}

	/**
	 * Whatever else makes room happens in this process.
	 */
	@Override
	public long pause(Decision denied) {
		return (denied.millis() > 0) ? denied.millis() : NO_PAUSE;
	}

}

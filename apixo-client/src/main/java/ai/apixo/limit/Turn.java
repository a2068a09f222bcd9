package ai.apixo.limit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import ai.apixo.client.error.ApixoLimitException;
import ai.apixo.messages.ResponseInfo;
import ai.apixo.messages.Usage;

/**
 * A permit as a state machine: waiting, then granted or failed, then closed. What it
 * reports is taken down by the key, one thing after the other.
 */
final class Turn implements Permit, Comparable<Turn> {

	private static final int WATCHED = 1;

	private static final int DECIDED = 2;

	private final LimitedKey key;

	private final PermitRequest request;

	private final long number;

	private final long arrival;

	private final long deadline;

	private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

	private final AtomicInteger signal = new AtomicInteger();

	private final Sinks.Empty<Void> outcome = Sinks.empty();

	private volatile @Nullable Lease lease;

	private volatile @Nullable ApixoLimitException failure;

	private volatile boolean responded;

	private boolean inputSettled;

	private boolean outputSettled;

	/**
	 * Begin to wait.
	 * @param key whose turn it is
	 * @param request who asks
	 * @param number the number of the turn, which decides between calls of the same age
	 * @param now the time
	 */
	Turn(LimitedKey key, PermitRequest request, long number, long now) {
		this.key = key;
		this.request = request;
		this.number = number;
		this.arrival = now - millis(request.age());
		this.deadline = now + millis(request.maxWait());
	}

	/**
	 * Return milliseconds that can be added to a time.
	 */
	private static long millis(Duration duration) {
		return (duration.toSeconds() < Integer.MAX_VALUE) ? duration.plusNanos(999_999).toMillis()
				: TimeUnit.SECONDS.toMillis(Integer.MAX_VALUE);
	}

	CallLimits limits() {
		return this.request.limits();
	}

	long number() {
		return this.number;
	}

	long deadline() {
		return this.deadline;
	}

	long arrival() {
		return this.arrival;
	}

	boolean isWaiting() {
		return this.state.get() == State.WAITING;
	}

	String leaseId() {
		return this.key.leaseId(this.number);
	}

	Ask ask(long now) {
		return new Ask(leaseId(), limits().numbers(), this.request.inputTokens(), this.request.outputTokens(),
				now - this.arrival);
	}

	/**
	 * Grant the turn.
	 * @return whether it was still waited for
	 */
	boolean grant(Lease lease) {
		this.lease = lease;
		return decide(State.GRANTED);
	}

	void fail(ApixoLimitException failure) {
		this.failure = failure;
		if (decide(State.FAILED)) {
			this.key.failed();
		}
	}

	/**
	 * Never on the stack of the call that made room, which may hold up others. So the
	 * outcome is only kept if nobody has subscribed to it yet.
	 */
	private boolean decide(State decision) {
		if (!this.state.compareAndSet(State.WAITING, decision)) {
			return false;
		}
		if ((this.signal.getAndUpdate((flags) -> flags | DECIDED) & WATCHED) != 0) {
			this.key.clock().schedule(this::emit);
		}
		return true;
	}

	private void emit() {
		ApixoLimitException reason = this.failure;
		if (reason != null) {
			this.outcome.tryEmitError(reason);
		}
		else {
			this.outcome.tryEmitEmpty();
		}
	}

	@Override
	public Mono<Void> granted() {
		return isGranted() ? Mono.empty() : Mono.defer(() -> {
			if ((this.signal.getAndUpdate((flags) -> flags | WATCHED) & DECIDED) == 0) {
				return this.outcome.asMono();
			}
			ApixoLimitException reason = this.failure;
			return (reason != null) ? Mono.error(reason) : Mono.empty();
		});
	}

	private boolean isGranted() {
		return this.signal.get() == DECIDED && this.failure == null;
	}

	@Override
	public void answered(ResponseInfo response) {
		Lease granted = open();
		if (granted != null) {
			this.responded = true;
			long rest = RemainingHeaders.rest(response, this.key.clock());
			if (rest > 0 || granted.afterRefusal()) {
				this.key.answered(granted, rest);
			}
		}
	}

	@Override
	public void refused(@Nullable Duration retryAfter) {
		Lease granted = open();
		if (granted != null) {
			this.responded = true;
			this.key.refused(granted, (retryAfter != null) ? Math.max(0, millis(retryAfter)) : 0);
		}
	}

	@Override
	public void used(Usage usage) {
		Lease granted = open();
		if (granted != null) {
			this.responded = true;
			this.key.run(() -> settle(granted, usage));
		}
	}

	private void settle(Lease granted, Usage usage) {
		long input = 0;
		Long inputTokens = usage.inputTokens();
		if (inputTokens != null && !this.inputSettled) {
			this.inputSettled = true;
			Long written = usage.cacheCreationInputTokens();
			input = inputTokens + ((written != null) ? written : 0) - granted.input();
		}
		long output = 0;
		Long outputTokens = usage.outputTokens();
		if (outputTokens != null && !this.outputSettled) {
			this.outputSettled = true;
			output = outputTokens - granted.output();
		}
		this.key.settle(granted, input, output);
	}

	private @Nullable Lease open() {
		return (this.state.get() == State.GRANTED) ? this.lease : null;
	}

	@Override
	public void close() {
		State before = this.state.getAndSet(State.CLOSED);
		Lease granted = this.lease;
		if (before == State.WAITING) {
			this.key.abandoned(this);
		}
		else if (before == State.GRANTED && granted != null) {
			this.key.release(granted, !this.responded);
		}
	}

	@Override
	public int compareTo(Turn other) {
		int byAge = Long.compare(this.arrival, other.arrival);
		return (byAge != 0) ? byAge : Long.compare(this.number, other.number);
	}

	private enum State {

		WAITING, GRANTED, FAILED, CLOSED

	}

}

package ai.apixo.tool;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Operators;
import reactor.util.concurrent.Queues;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.content.ToolResultBlock;

/**
 * Delivers what happens to the calls of one turn as far as there is demand, in
 * {@code drain}, which one thread runs at a time. What is not delivered yet holds back:
 * the next value of a function, and the next function.
 */
final class ToolCallsSubscription implements Subscription, ToolCallExecution.Listener {

	private final ToolCalls turn;

	private final CoreSubscriber<? super ToolRunEvent> actual;

	private final Queue<Signal> signals = Queues.<Signal>unboundedMultiproducer().get();

	private final Map<ToolCallExecution, Integer> places = new HashMap<>();

	private final Disposable.Composite executions = Disposables.composite();

	private final AtomicInteger missed = new AtomicInteger();

	private final AtomicLong requested = new AtomicLong();

	private volatile boolean cancelled;

	private volatile @Nullable Throwable failure;

	private int next;

	private int finished;

	ToolCallsSubscription(ToolCalls turn, CoreSubscriber<? super ToolRunEvent> actual) {
		this.turn = turn;
		this.actual = actual;
	}

	@Override
	public void request(long count) {
		if (Operators.validate(count)) {
			this.requested.accumulateAndGet(count, Operators::addCap);
			drain();
		}
	}

	@Override
	public void cancel() {
		this.cancelled = true;
		this.executions.dispose();
		drain();
	}

	@Override
	public void progressed(ToolCallExecution execution, JsonNode value) {
		signal(new Signal(execution, new ToolProgress(this.turn.turn(), execution.call(), value)));
	}

	@Override
	public void finished(ToolCallExecution execution, ToolResultBlock result, Duration elapsed) {
		this.executions.remove(execution);
		signal(new Signal(execution, new ToolFinished(this.turn.turn(), execution.call(), result, elapsed)));
	}

	private void signal(Signal signal) {
		this.signals.add(signal);
		drain();
	}

	@Override
	public void failed(Throwable failure) {
		this.failure = failure;
		drain();
	}

	private void drain() {
		if (this.missed.getAndIncrement() != 0) {
			return;
		}
		int done = 1;
		do {
			deliver();
			done = this.missed.addAndGet(-done);
		}
		while (done != 0);
	}

	private void deliver() {
		long demand = this.requested.get();
		long delivered = 0;
		while (!endOrCancelled() && delivered < demand && deliverOne()) {
			delivered++;
		}
		if (demand != Long.MAX_VALUE && delivered > 0) {
			this.requested.addAndGet(-delivered);
		}
	}

	/**
	 * End as soon as there is nothing more to deliver, which takes no demand.
	 */
	private boolean endOrCancelled() {
		Throwable thrown = this.failure;
		boolean complete = this.finished == this.turn.calls().size();
		if (this.cancelled) {
			this.signals.clear();
			return true;
		}
		if (thrown != null || complete) {
			this.cancelled = true;
			this.executions.dispose();
			this.signals.clear();
			if (thrown != null) {
				this.actual.onError(thrown);
			}
			else {
				this.actual.onComplete();
			}
			return true;
		}
		return false;
	}

	private boolean deliverOne() {
		Signal signal = this.signals.poll();
		if (signal != null) {
			deliver(signal);
			return true;
		}
		if (this.next < this.turn.calls().size() && this.places.size() < this.turn.concurrency()) {
			begin(this.next++);
			return true;
		}
		return false;
	}

	private void deliver(Signal signal) {
		if (signal.event() instanceof ToolFinished result) {
			Integer place = this.places.remove(signal.execution());
			if (place != null) {
				this.turn.keep(place, result.result());
			}
			this.finished++;
			this.actual.onNext(signal.event());
		}
		else {
			this.actual.onNext(signal.event());
			signal.execution().pull();
		}
	}

	private void begin(int place) {
		PreparedCall call = this.turn.calls().get(place);
		if (call instanceof PreparedCall.Executable executable) {
			ToolCallExecution execution = this.turn.execution(executable, this);
			this.places.put(execution, place);
			this.executions.add(execution);
			this.actual.onNext(new ToolStarted(this.turn.turn(), call.call()));
			if (!this.cancelled) {
				execution.start();
			}
		}
		else if (call instanceof PreparedCall.Settled settled) {
			this.turn.settled(settled);
			this.turn.keep(place, settled.result());
			this.finished++;
			this.actual.onNext(new ToolFinished(this.turn.turn(), call.call(), settled.result(), Duration.ZERO));
		}
	}

	/**
	 * What happens to a call.
	 *
	 * @param execution the call
	 * @param event what happens
	 */
	private record Signal(ToolCallExecution execution, ToolRunEvent event) {
	}

}

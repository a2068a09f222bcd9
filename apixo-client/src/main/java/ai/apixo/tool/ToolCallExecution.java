package ai.apixo.tool;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import reactor.core.Disposable;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;
import reactor.util.context.ContextView;
import tools.jackson.databind.JsonNode;

import ai.apixo.client.lifecycle.CountableDuration;
import ai.apixo.messages.content.Content;
import ai.apixo.messages.content.ToolResultBlock;
import ai.apixo.messages.content.ToolUseBlock;
import ai.apixo.tool.PreparedCall.Executable;

/**
 * Executes one call: invokes the function on the scheduler, subscribes there to what it
 * returns, and ends once, with a result, a time-out or a cancel. Whatever comes after the
 * end is dropped in silence, what a cancel interrupts included.
 */
final class ToolCallExecution implements Disposable {

	private static final Log logger = LogFactory.getLog(ToolRunner.class);

	private final ToolUseBlock call;

	private final Invocation invocation;

	private final RunnerSettings settings;

	private final ToolResults results;

	private final ContextView context;

	private final Listener listener;

	private final @Nullable ToolCallObservation observation;

	private @Nullable Disposable task;

	private @Nullable Disposable timer;

	private @Nullable ToolValues values;

	private boolean begun;

	private boolean ended;

	private boolean aborted;

	private boolean emitting;

	private long started;

	ToolCallExecution(Executable call, RunnerSettings settings, ToolResults results, ContextView context,
			Listener listener) {
		this.call = call.call();
		this.invocation = call.invocation();
		this.settings = settings;
		this.results = results;
		this.context = context;
		this.listener = listener;
		this.observation = settings.observations().registry().isNoop() ? null
				: new ToolCallObservation(settings.observations(), this.call.name(), this.call.id(), context);
	}

	ToolUseBlock call() {
		return this.call;
	}

	void start() {
		Disposable scheduled;
		try {
			scheduled = this.settings.scheduler().schedule(this::invoke);
		}
		catch (Throwable ex) {
			fail(ex);
			return;
		}
		synchronized (this) {
			this.task = scheduled;
			if (!this.aborted || this.emitting) {
				return;
			}
		}
		scheduled.dispose();
	}

	private void invoke() {
		try {
			if (begin()) {
				deliver(invokeInScope());
			}
		}
		catch (Throwable ex) {
			fail(ex);
		}
	}

	private void deliver(@Nullable Object value) {
		ReactiveAdapter adapter = (value != null) ? ReactiveAdapterRegistry.getSharedInstance().getAdapter(null, value)
				: null;
		if (adapter != null) {
			subscribe(adapter, adapter.toPublisher(value));
		}
		else {
			complete(value);
		}
	}

	private synchronized boolean begin() {
		if (this.ended) {
			return false;
		}
		this.begun = true;
		this.started = System.nanoTime();
		this.timer = Schedulers.parallel()
			.schedule(this::timeOut, CountableDuration.of(this.settings.toolTimeout()).toNanos(), TimeUnit.NANOSECONDS);
		if (this.observation != null) {
			this.observation.start();
		}
		return true;
	}

	private @Nullable Object invokeInScope() throws Throwable {
		return (this.observation != null) ? this.observation.invoke(this.invocation) : this.invocation.invoke();
	}

	private void subscribe(ReactiveAdapter adapter, Publisher<?> publisher) {
		ToolValues subscriber = new ToolValues(this, this.results, adapter.isMultiValue(),
				(this.observation != null) ? this.observation.addTo(this.context) : Context.of(this.context));
		synchronized (this) {
			this.values = subscriber;
		}
		publisher.subscribe(subscriber);
	}

	/**
	 * Ask for the next value of a function that returns many.
	 */
	void pull() {
		ToolValues subscriber;
		synchronized (this) {
			subscriber = this.values;
		}
		if (subscriber != null) {
			subscriber.request();
		}
	}

	void complete(@Nullable Object value) {
		try {
			completeWith(this.results.content(value));
		}
		catch (Throwable ex) {
			fail(ex);
		}
	}

	void completeWith(@Nullable Content content) {
		String excess = this.results.excess(content);
		if (excess != null) {
			tooLarge(excess);
		}
		else if (end()) {
			finish(content, null, null);
		}
	}

	void tooLarge(String excess) {
		if (end()) {
			finish(Content.of(excess), "result_too_large", null);
		}
	}

	void progress(JsonNode value) {
		emit(() -> this.listener.progressed(this, value));
	}

	void fail(Throwable thrown) {
		Throwable failure = ToolFailures.unwrap(thrown);
		if (!end()) {
			return;
		}
		String errorType = failure.getClass().getSimpleName();
		if (ToolFailures.isFatal(failure)) {
			observe((observed) -> observed.end(errorType, failure));
			emit(() -> this.listener.failed(failure));
			return;
		}
		if (!(failure instanceof ToolException)) {
			log(failure);
		}
		finish(Content.of(ToolFailures.text(failure)), errorType, failure);
	}

	private void log(Throwable failure) {
		String text = "The tool '" + this.call.name() + "' failed, call " + this.call.id();
		try {
			logger.warn(text, failure);
		}
		catch (Throwable ex) {
			// The failure of a tool may fail itself when it is asked for its message.
			logger.warn(text + ", with " + failure.getClass().getName());
		}
	}

	private void timeOut() {
		if (end()) {
			logger.warn("The tool '" + this.call.name() + "' did not finish within " + this.settings.toolTimeout()
					+ ", call " + this.call.id());
			release();
			finish(Content.of(ToolFailures.TIMED_OUT), "timeout", null);
		}
	}

	@Override
	public void dispose() {
		if (end()) {
			release();
			observe(ToolCallObservation::cancel);
		}
	}

	@Override
	public boolean isDisposed() {
		synchronized (this) {
			return this.ended;
		}
	}

	private synchronized boolean end() {
		if (this.ended) {
			return false;
		}
		this.ended = true;
		if (this.timer != null) {
			this.timer.dispose();
		}
		return true;
	}

	/**
	 * Stop what is going on: the publisher, and the thread unless it has left the
	 * function and tells others of it.
	 */
	private void release() {
		ToolValues subscriber;
		synchronized (this) {
			subscriber = this.values;
			this.aborted = true;
			if (this.task != null && !this.emitting) {
				this.task.dispose();
			}
		}
		if (subscriber != null) {
			subscriber.cancel();
		}
	}

	private void finish(@Nullable Content content, @Nullable String errorType, @Nullable Throwable failure) {
		observe((observed) -> observed.end(errorType, failure));
		Duration elapsed = this.begun ? Duration.ofNanos(System.nanoTime() - this.started) : Duration.ZERO;
		ToolResultBlock result = new ToolResultBlock(this.call.id(), content, errorType != null,
				this.call.toolsetName(), null);
		emit(() -> this.listener.finished(this, result, elapsed));
	}

	private void observe(Consumer<ToolCallObservation> end) {
		if (this.observation != null && this.begun) {
			end.accept(this.observation);
		}
	}

	private void emit(Runnable signal) {
		emitting(true);
		try {
			signal.run();
		}
		finally {
			emitting(false);
		}
	}

	private synchronized void emitting(boolean emitting) {
		this.emitting = emitting;
	}

	/**
	 * Is told what becomes of the call.
	 */
	interface Listener {

		/**
		 * There is a value of many. The next one is to be {@linkplain #pull() pulled}.
		 */
		void progressed(ToolCallExecution execution, JsonNode value);

		void finished(ToolCallExecution execution, ToolResultBlock result, Duration elapsed);

		/**
		 * The process is in no state to go on.
		 */
		void failed(Throwable failure);

	}

}

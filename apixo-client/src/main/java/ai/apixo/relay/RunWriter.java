package ai.apixo.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import org.springframework.util.unit.DataSize;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.util.concurrent.Queues;
import reactor.util.context.Context;

import ai.apixo.client.error.ApixoException;

/**
 * Takes the events of a source and writes them to the log of the run, one append at a
 * time: what arrives meanwhile is appended together. The first end wins, whoever wants
 * it; it is recorded after the last event, and nothing follows it.
 */
final class RunWriter implements CoreSubscriber<Object>, ActiveRun, RunLog.Receipt {

	private static final Log logger = LogFactory.getLog(ApixoRelay.class);

	/** As many events may be between the source and the log. */
	private static final int MAX_EVENTS = 256;

	private static final int REQUEST_AT_LEAST = 64;

	private final Queue<byte[]> lines = Queues.<byte[]>unbounded(MAX_EVENTS).get();

	private final AtomicInteger missed = new AtomicInteger();

	private final AtomicReference<@Nullable RunEnd> end = new AtomicReference<>();

	private final Operators.DeferredSubscription upstream = new Operators.DeferredSubscription();

	private final RelayKey key;

	private final RunLog log;

	private final EventJson json;

	private final DataSize maxSize;

	private final RunFailures failures;

	private final OpenRuns openRuns;

	private final Context context;

	private long size;

	// Guarded by the drain loop.
	private int written;

	private int inFlight;

	private int toRequest;

	private boolean endWritten;

	private volatile boolean writing;

	private volatile boolean done;

	RunWriter(RelayKey key, RunLog log, EventJson json, DataSize maxSize, RunFailures failures, OpenRuns openRuns,
			Context context) {
		this.key = key;
		this.log = log;
		this.json = json;
		this.maxSize = maxSize;
		this.failures = failures;
		this.openRuns = openRuns;
		this.context = context;
	}

	/**
	 * Ask the source for the first events.
	 */
	void begin() {
		logger.debug(LogText.started(this.key));
		this.upstream.request(MAX_EVENTS);
	}

	@Override
	public Context currentContext() {
		return this.context;
	}

	@Override
	public void onSubscribe(Subscription subscription) {
		this.upstream.set(subscription);
	}

	@Override
	public void onNext(Object event) {
		if (this.end.get() != null) {
			return;
		}
		byte[] line;
		try {
			line = this.json.write(event);
		}
		catch (Throwable ex) {
			// Fatal ones too: the source would not be told, and the run would stay open.
			fail(ex);
			return;
		}
		this.size += line.length;
		if (this.size > this.maxSize.toBytes()) {
			fail(this.failures.tooLarge(this.maxSize));
			return;
		}
		this.lines.offer(line);
		drain();
	}

	@Override
	public void onError(Throwable failure) {
		if (this.end.compareAndSet(null, RunEnd.failed(failure))) {
			logger.warn(LogText.failed(this.key, failure));
			drain();
		}
	}

	@Override
	public void onComplete() {
		if (this.end.compareAndSet(null, RunEnd.COMPLETED)) {
			drain();
		}
	}

	private void fail(Throwable failure) {
		this.upstream.cancel();
		onError(failure);
	}

	@Override
	public void end(RelayState state) {
		if (this.end.compareAndSet(null, RunEnd.of(state))) {
			this.upstream.cancel();
			drain();
		}
	}

	@Override
	public void giveUp() {
		this.done = true;
		this.end.compareAndSet(null, RunEnd.of(RelayState.LOST));
		this.upstream.cancel();
		drain();
	}

	@Override
	public void stored() {
		this.writing = false;
		drain();
	}

	@Override
	public void full() {
		ApixoException failure = this.failures.memoryIsFull();
		this.end.set(RunEnd.failed(failure));
		logger.warn(LogText.failed(this.key, failure));
		this.upstream.cancel();
		this.lines.clear();
		this.inFlight = 0;
		stored();
	}

	@Override
	public void refused() {
		giveUp();
	}

	private void drain() {
		if (this.missed.getAndIncrement() != 0) {
			return;
		}
		int seen = 1;
		while (seen != 0) {
			try {
				turn();
			}
			catch (Throwable ex) {
				broken(ex);
			}
			seen = this.missed.addAndGet(-seen);
		}
	}

	/**
	 * End the run after the log has thrown, as for lack of memory. Nobody else would.
	 */
	private void broken(Throwable failure) {
		logger.warn(LogText.failed(this.key, failure));
		this.upstream.cancel();
		this.lines.clear();
		this.inFlight = 0;
		this.writing = false;
		this.done = this.endWritten;
		this.end.set(RunEnd.failed(failure));
		this.missed.incrementAndGet();
	}

	private void turn() {
		if (this.done) {
			this.lines.clear();
			this.openRuns.remove(this);
			return;
		}
		if (this.writing) {
			return;
		}
		if (this.endWritten) {
			this.done = true;
			this.openRuns.remove(this);
			return;
		}
		noteWhatWasWritten();
		RunEnd ended = this.end.get();
		List<byte[]> batch = batch();
		if (!batch.isEmpty()) {
			this.writing = true;
			this.inFlight = batch.size();
			this.log.append(this.written + 1, batch, this);
		}
		else if (ended != null) {
			this.writing = true;
			this.endWritten = true;
			this.log.end(this.written + 1, ended, this);
		}
	}

	private void noteWhatWasWritten() {
		this.written += this.inFlight;
		this.toRequest += this.inFlight;
		this.inFlight = 0;
		if (this.toRequest >= REQUEST_AT_LEAST) {
			int request = this.toRequest;
			this.toRequest = 0;
			this.upstream.request(request);
		}
	}

	private List<byte[]> batch() {
		byte[] line = this.lines.poll();
		if (line == null) {
			return List.of();
		}
		byte[] next = this.lines.poll();
		if (next == null) {
			return List.of(line);
		}
		List<byte[]> batch = new ArrayList<>();
		batch.add(line);
		while (next != null) {
			batch.add(next);
			next = this.lines.poll();
		}
		return batch;
	}

}

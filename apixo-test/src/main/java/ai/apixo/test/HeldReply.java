package ai.apixo.test;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * A reply that the gateway holds back until the test releases it, event by event: <pre>
 * HeldReply held = gateway.enqueueHeld(reply().text("Hel", "lo"));
 * StepVerifier.create(client.streamText(request))
 *     .then(() -&gt; held.release(3)).expectNext("Hel")
 *     .then(held::release).expectNext("lo")
 *     .verifyComplete();
 * </pre>
 * <p>
 * Nothing is sent before the first release, not even the status.
 *
 * @since 0.1.0
 */
public final class HeldReply {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final Sinks.Empty<Void> opened = Sinks.empty();

	private final Sinks.Many<Integer> released = Sinks.many().unicast().onBackpressureBuffer();

	private final CompletableFuture<ReceivedRequest> request = new CompletableFuture<>();

	private final Reply reply;

	private long units;

	HeldReply(Reply reply) {
		this.reply = Objects.requireNonNull(reply, "A reply must not be null");
	}

	Reply reply() {
		return this.reply;
	}

	/**
	 * Return what completes when something may be sent.
	 */
	Mono<Void> opened() {
		return this.opened.asMono();
	}

	/**
	 * Return how many events may have been sent, in growing numbers.
	 */
	Flux<Integer> released() {
		return this.released.asFlux();
	}

	void answers(ReceivedRequest request) {
		this.request.complete(request);
	}

	/**
	 * Return the request for which this reply is used. Waits for it for at most 10
	 * seconds.
	 * @return the request
	 * @throws AssertionError if none arrives
	 */
	public ReceivedRequest request() {
		try {
			return this.request.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException | ExecutionException ex) {
			throw new AssertionError(
					"No request for the held reply " + this.reply + " came within " + PATIENCE.toSeconds() + " s");
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError("Interrupted while waiting for a request");
		}
	}

	/**
	 * Release the next events, and before the first of them the status. A complete reply
	 * ends with its last event; any other ending waits for {@link #release()}.
	 * @param events the number of events, or of chunks if the reply has no events
	 * @return this reply
	 */
	public HeldReply release(int events) {
		if (events < 0) {
			throw new IllegalArgumentException("release(" + events + "): what was sent cannot be taken back");
		}
		synchronized (this.released) {
			this.units = Math.min(this.units + events, Integer.MAX_VALUE);
			this.opened.tryEmitEmpty();
			this.released.tryEmitNext((int) this.units);
		}
		return this;
	}

	/**
	 * Release the rest of the reply, including its ending.
	 * @return this reply
	 */
	public HeldReply release() {
		synchronized (this.released) {
			release(Integer.MAX_VALUE);
			this.released.tryEmitComplete();
		}
		return this;
	}

	/**
	 * Return the reply and how much of it has been released.
	 */
	@Override
	public String toString() {
		return this.reply + ", held";
	}

}

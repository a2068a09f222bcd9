package ai.apixo.test;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.client.WebClient;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.ApixoRetryInterval;
import ai.apixo.client.ApixoRetryPredicate;

/**
 * A gateway that responds as the test scripts it, over a socket or in memory: <pre>
 * try (MockApixoGateway gateway = MockApixoGateway.start()) {
 *     gateway.enqueue(error(429), reply().text("Hel", "lo"));
 *     StepVerifier.create(gateway.client().streamText(request)).expectNext("Hel", "lo").verifyComplete();
 *     assertThat(gateway).received(2);
 *     gateway.verify();
 * }
 * </pre>
 * <p>
 * The gateway refuses what any gateway refuses, without a script: another path (404) or
 * method (405), a missing key (401), or a body without {@code model}, {@code max_tokens}
 * or {@code messages} (400). Any other request gets the reply of the matching stub that
 * was registered last, or else the next reply of the queue, or else a 501, which
 * {@link #verify()} reports.
 * <p>
 * Thread-safe. A gateway with a socket has two event-loop threads of its own until it is
 * closed; one in memory has none.
 *
 * @since 0.1.0
 */
public final class MockApixoGateway implements AutoCloseable {

	/**
	 * Resembles no text: where the client masks it, no sentence changes.
	 */
	private static final String KEY = "mock-key-5f0b1c9e7a3d4e62";

	private static final int ATTEMPTS = 4;

	private static final Duration BACKOFF = Duration.ofMillis(1);

	private final Scripts scripts = new Scripts();

	private final @Nullable LoopbackTransport loopback;

	private MockApixoGateway(boolean socket) {
		this.loopback = socket ? new LoopbackTransport(this.scripts::receive) : null;
	}

	/**
	 * Start a gateway on a free port of 127.0.0.1.
	 * @return the gateway
	 */
	public static MockApixoGateway start() {
		return new MockApixoGateway(true);
	}

	/**
	 * Create a gateway without a socket or a thread. Its {@link #client()} is a real
	 * client, and all waits can run in virtual time.
	 * @return the gateway
	 */
	public static MockApixoGateway inMemory() {
		return new MockApixoGateway(false);
	}

	/**
	 * Return the base URL of the gateway.
	 * @return the URL, without a path
	 * @throws IllegalStateException if the gateway is in memory
	 */
	public String baseUrl() {
		if (this.loopback == null) {
			throw new IllegalStateException(
					"A gateway in memory has no address; use client(), or start() for one with a socket");
		}
		return this.loopback.baseUrl();
	}

	/**
	 * Return a client of this gateway. It makes up to four attempts, 1 ms apart unless
	 * the reply asks for a longer wait.
	 * @return a new client
	 */
	public ApixoMessagesClient client() {
		ApixoMessagesClient.Builder builder = ApixoMessagesClient.builder()
			.apiKey(KEY)
			.retry(Retry.of("apixo",
					RetryConfig.custom()
						.maxAttempts(ATTEMPTS)
						.retryOnException(new ApixoRetryPredicate())
						.intervalBiFunction(new ApixoRetryInterval(BACKOFF, 1, BACKOFF, 0))
						.build()));
		return ((this.loopback != null) ? builder.baseUrl(this.loopback.baseUrl())
				: builder.baseUrl(InMemoryTransport.BASE_URL)
					.webClientBuilder(
							WebClient.builder().exchangeFunction(new InMemoryTransport(this.scripts::receive))))
			.build();
	}

	/**
	 * Add replies to the queue.
	 * @param replies the replies, each for one request, in order
	 * @return this gateway
	 */
	public MockApixoGateway enqueue(Reply... replies) {
		this.scripts.enqueue(Stream.of(replies).map((reply) -> new ScriptedAnswer(reply, null)).toList());
		return this;
	}

	/**
	 * Add a reply to the queue and hold it back.
	 * @param reply the reply
	 * @return the reply to release
	 */
	public HeldReply enqueueHeld(Reply reply) {
		HeldReply held = new HeldReply(reply);
		this.scripts.enqueue(List.of(new ScriptedAnswer(reply, held)));
		return held;
	}

	/**
	 * Create a stub for all matching requests, which takes precedence over the queue. If
	 * several match, the one registered last wins.
	 * @param request matches requests; called on the thread that received the request, so
	 * it must not block
	 * @return the stub, which is registered when it is given a reply
	 */
	public Stub when(Predicate<ReceivedRequest> request) {
		return new Stub(this, this.scripts, Objects.requireNonNull(request, "'request' must not be null"));
	}

	/**
	 * Return the requests that have been received, except for those that any gateway
	 * refuses.
	 * @return a copy of the last 1,000 requests, in order of arrival
	 */
	public List<ReceivedRequest> requests() {
		return this.scripts.requests();
	}

	/**
	 * Return the number of responses that are being sent, for a script that enforces a
	 * limit. It does not include the request for which the script is being called.
	 * @return the number of responses that are neither complete nor broken off
	 */
	public int openRequests() {
		return this.scripts.openRequests();
	}

	/**
	 * Return the number of requests that have been received since the last
	 * {@link #reset()}.
	 */
	int received() {
		return this.scripts.received();
	}

	/**
	 * Replay a recording for requests without a script. Each exchange is used once. A
	 * request that matches none gets a 501 and fails {@link #verify()} with the
	 * differences from the nearest one. No request reaches the network.
	 * @param recording the recording
	 * @return this gateway
	 * @throws IllegalStateException if there is no such file; the message says how to
	 * record one
	 */
	public MockApixoGateway replay(Recording recording) {
		this.scripts
			.converse(new ReplayedConversation(Objects.requireNonNull(recording, "'recording' must not be null")));
		return this;
	}

	/**
	 * Forward requests without a script to a real gateway, where they are billed, and
	 * record the responses. If nothing is wrong, {@link #verify()} writes them in place
	 * of earlier exchanges of the same test.
	 * @param recording the recording to write
	 * @param baseUrl the base URL of the real gateway
	 * @param apiKey its key, sent instead of the received one and never written
	 * @return this gateway
	 */
	public MockApixoGateway record(Recording recording, String baseUrl, String apiKey) {
		this.scripts.converse(new RecordingConversation(recording, baseUrl, apiKey));
		return this;
	}

	/**
	 * Check that every request had a reply and every reply a request. Unused stubs are
	 * not a failure. If nothing is wrong, recorded exchanges are written.
	 * @throws AssertionError if a request had no reply, a reply of the queue or of a
	 * recording was not used, or a predicate or function of a stub has thrown an
	 * exception; the message ends with a transcript
	 */
	public void verify() {
		List<String> problems = this.scripts.problems();
		if (!problems.isEmpty()) {
			throw new AssertionError(String.join("\n", problems) + "\n" + this);
		}
		Conversation conversation = this.scripts.conversation();
		if (conversation != null) {
			conversation.save();
		}
	}

	/**
	 * Discard scripts, requests and counters, and close the connections whose reply is
	 * still open. Requests that arrive later belong to the next test.
	 */
	public void reset() {
		this.scripts.reset();
	}

	/**
	 * Reset the gateway and free its port. Closing it again has no effect.
	 */
	@Override
	public void close() {
		reset();
		if (this.loopback != null) {
			this.loopback.close();
		}
	}

	/**
	 * Return the transcript: what was received, what was sent and what is left, with the
	 * key masked.
	 */
	@Override
	public String toString() {
		return this.scripts.transcript();
	}

}

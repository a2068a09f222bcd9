package ai.apixo.test;

import java.time.Duration;
import java.util.List;
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
 * A gateway that answers as the test scripts it, over a socket or in memory: <pre>
 * try (MockApixoGateway gateway = MockApixoGateway.start()) {
 *     gateway.enqueue(error(429), reply().text("Hel", "lo"));
 *     StepVerifier.create(gateway.client().streamText(request)).expectNext("Hel", "lo").verifyComplete();
 *     assertThat(gateway).received(2);
 *     gateway.verify();
 * }
 * </pre>
 * <p>
 * What any gateway refuses needs no script: another path (404) or method (405), a missing
 * key (401), a body without {@code model}, {@code max_tokens} or {@code messages} (400).
 * Every other request is answered by the matching stub that was registered last, else by
 * the next reply of the queue, else with 501, which {@link #verify()} reports.
 * <p>
 * Safe for use by many threads. A gateway with a socket has two of its own, until it is
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
	 * Create a gateway without a socket or a thread. Its {@link #client()} is the real
	 * one, and all waits pass in virtual time.
	 * @return the gateway
	 */
	public static MockApixoGateway inMemory() {
		return new MockApixoGateway(false);
	}

	/**
	 * Return where the gateway listens.
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
	 * @return the reply, to be released
	 */
	public HeldReply enqueueHeld(Reply reply) {
		HeldReply held = new HeldReply(reply);
		this.scripts.enqueue(List.of(new ScriptedAnswer(reply, held)));
		return held;
	}

	/**
	 * Start a stub, which answers all requests of a kind before the queue is asked. Of
	 * several that match the one registered last wins.
	 * @param request which requests; asked on the thread that received one, so it must
	 * not block
	 * @return the stub, which is registered when it is given a reply
	 */
	public Stub when(Predicate<ReceivedRequest> request) {
		return new Stub(this, this.scripts, request);
	}

	/**
	 * Return what has been received, without what any gateway refuses.
	 * @return a copy of the last 1,000 requests, in order of arrival
	 */
	public List<ReceivedRequest> requests() {
		return this.scripts.requests();
	}

	/**
	 * Return how many requests are being answered, for a script that enforces a limit of
	 * its own. A request whose script is asked is not yet among them.
	 * @return the number of responses that are neither complete nor broken off
	 */
	public int openRequests() {
		return this.scripts.openRequests();
	}

	/**
	 * Return how many requests have been received since the last {@link #reset()}.
	 */
	int received() {
		return this.scripts.received();
	}

	/**
	 * Answer requests for which there is no script as they were answered when they were
	 * recorded. Each exchange answers once; one request that fits none gets 501 and fails
	 * {@link #verify()} with the differences to the nearest one. No request reaches the
	 * network.
	 * @param recording the recording
	 * @return this gateway
	 * @throws IllegalStateException if there is no such file; its text says how to record
	 * one
	 */
	public MockApixoGateway replay(Recording recording) {
		this.scripts.converse(new ReplayedConversation(recording));
		return this;
	}

	/**
	 * Send requests for which there is no script on to a real gateway, where they are
	 * billed, and record what comes back. {@link #verify()} writes it, if nothing is
	 * wrong, in the place of earlier exchanges of the same test.
	 * @param recording where to write
	 * @param baseUrl where the real gateway is
	 * @param apiKey its key, sent in place of the one received and never written
	 * @return this gateway
	 */
	public MockApixoGateway record(Recording recording, String baseUrl, String apiKey) {
		this.scripts.converse(new RecordingConversation(recording, baseUrl, apiKey));
		return this;
	}

	/**
	 * Check that every request had a reply and every reply a request. Stubs that nobody
	 * needed are no failure. What was recorded is written when nothing is wrong.
	 * @throws AssertionError if a request had no reply, a reply of the queue or of a
	 * recording was not asked for, or a predicate or function of a stub has thrown; its
	 * text ends with a transcript
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
	 * Forget scripts, requests and counters, and close the connections whose reply is
	 * still open. What arrives later belongs to the next test.
	 */
	public void reset() {
		this.scripts.reset();
	}

	/**
	 * Reset the gateway and free its port. Closing it again changes nothing.
	 */
	@Override
	public void close() {
		reset();
		if (this.loopback != null) {
			this.loopback.close();
		}
	}

	/**
	 * Return the transcript: what came, what was answered and what is left, with the key
	 * masked.
	 */
	@Override
	public String toString() {
		return this.scripts.transcript();
	}

}

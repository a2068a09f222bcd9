package ai.apixo.test;

import java.util.concurrent.atomic.AtomicReference;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * One request in play. It ends once: when its reply is complete, when the gateway closes
 * the connection, or when the client does.
 */
final class Exchange {

	private enum State {

		OPEN("still open"), COMPLETE("complete"), CLOSED("closed by the gateway");

		private final String text;

		State(String text) {
			this.text = text;
		}

		@Override
		public String toString() {
			return this.text;
		}

	}

	private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);

	private final Sinks.Empty<Void> abortSignal = Sinks.empty();

	private final String name;

	private final IncomingRequest request;

	private final ClientPresence client;

	private final String answer;

	private final Mono<WireResponse> response;

	/**
	 * Create an exchange.
	 * @param name what it is called in transcripts
	 * @param request the request
	 * @param client whether the client is still there
	 * @param answer what is answered, in words
	 * @param response the response
	 */
	Exchange(String name, IncomingRequest request, ClientPresence client, String answer, Mono<WireResponse> response) {
		this.name = name;
		this.request = request;
		this.client = client;
		this.answer = answer;
		this.response = response;
	}

	String name() {
		return this.name;
	}

	IncomingRequest request() {
		return this.request;
	}

	String answer() {
		return this.answer;
	}

	/**
	 * Return the response, to be subscribed to once. {@link ConnectionClosed}, before or
	 * in the body, closes the connection.
	 */
	Mono<WireResponse> response() {
		// Not takeUntilOther: it would drop an abort that meets a response on its way.
		return Mono.firstWithSignal(this.response, aborted())
			.map((response) -> new WireResponse(response.status(), response.headers(), body(response.body())))
			.doOnError((failure) -> end(State.CLOSED))
			.doOnCancel(this::closedByClient);
	}

	private Flux<byte[]> body(Flux<byte[]> chunks) {
		return chunks.takeUntilOther(aborted())
			.doOnComplete(() -> end(State.COMPLETE))
			.doOnError((failure) -> end(State.CLOSED))
			.doOnCancel(this::closedByClient);
	}

	private <T> Mono<T> aborted() {
		return this.abortSignal.asMono().then(Mono.error(() -> new ConnectionClosed(false)));
	}

	/**
	 * Take note that the client has gone. Changes nothing when the exchange has ended.
	 */
	void closedByClient() {
		if (end(State.CLOSED)) {
			this.client.close();
		}
	}

	/**
	 * Close the connection if the reply is still open.
	 */
	void abort() {
		if (this.state.get() == State.OPEN) {
			this.abortSignal.tryEmitEmpty();
		}
	}

	boolean isOpen() {
		return this.state.get() == State.OPEN;
	}

	/**
	 * Return how the exchange stands, in words.
	 */
	String outcome() {
		return this.client.isClosed() ? "closed by the client" : String.valueOf(this.state.get());
	}

	private boolean end(State end) {
		return this.state.compareAndSet(State.OPEN, end);
	}

}

package ai.apixo.client;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.reactive.ClientHttpRequest;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

import ai.apixo.client.connector.ConnectionReason;
import ai.apixo.client.connector.ConnectionThread;
import ai.apixo.client.connector.ConnectorOutcome;
import ai.apixo.client.connector.ConnectorThreads;
import ai.apixo.client.lifecycle.ApplicationCode;
import ai.apixo.client.lifecycle.IdleClock;
import ai.apixo.client.lifecycle.IdleLimit;
import ai.apixo.client.text.SecretMask;

/**
 * One request and its response: the head, then the body one buffer at a time on request,
 * under the limits of time. It subscribes to both itself, because operators such as
 * {@code timeout} drop a response silently when they are cancelled, and closing it
 * cancels both, because Jetty's connector closes the connection only then.
 */
final class GatewayExchange {

	/** Maximum number of bytes to discard after the last event. */
	private static final int DISCARDED_BYTES = 64 * 1024;

	/** Maximum time to wait for the end of a body that is discarded. */
	private static final Duration DISCARDING_TIME = Duration.ofMillis(300);

	/** How often a request is sent again because its connection had ended. */
	private static final int MAX_REPEATS = 3;

	private final TimeLimits limits;

	private final ConnectorThreads connectorThreads;

	private final ConnectionFailures failures;

	private final ConnectorOutcome connectorOutcome = new ConnectorOutcome(this::filterFailed);

	private final SecretMask mask;

	private final ExchangeSignals signals;

	private final Context context;

	private final IdleLimit idleLimit;

	private final ExchangeState state = new ExchangeState();

	private final long started = System.nanoTime();

	private final SubscriptionSlot head = new SubscriptionSlot();

	private final SubscriptionSlot body = new SubscriptionSlot();

	private volatile ConnectionThread connectionThread;

	/** Whether the body is being subscribed to, when cancelling does not close it. */
	private volatile boolean betweenHeadAndBody;

	GatewayExchange(TimeLimits limits, IdleClock idleClock, ConnectorThreads connectorThreads,
			ConnectionFailures failures, SecretMask mask, ResponseListener listener, Context context) {
		this.limits = limits;
		this.idleLimit = new IdleLimit(idleClock);
		this.connectorThreads = connectorThreads;
		this.connectionThread = connectorThreads.connecting();
		this.failures = failures;
		this.mask = mask;
		this.signals = new ExchangeSignals(listener, failures.responses(), context);
		this.context = context;
	}

	/**
	 * Send the request.
	 * @param exchange the request to subscribe to
	 */
	void open(Mono<ResponseEntity<Flux<DataBuffer>>> exchange) {
		this.idleLimit.start(this.limits.response(), this::noResponse,
				(check) -> this.connectionThread.callAfterReading(check));
		subscribe(exchange, MAX_REPEATS);
	}

	/**
	 * Subscribe to the request. What a filter, for example, throws becomes a failure.
	 */
	private void subscribe(Mono<ResponseEntity<Flux<DataBuffer>>> exchange, int repeats) {
		HeadSubscriber subscriber = new HeadSubscriber(exchange, repeats);
		this.connectionThread = this.connectorThreads.connecting();
		try {
			exchange.subscribe(subscriber);
		}
		catch (Throwable ex) {
			subscriber.onError(ex);
		}
	}

	/**
	 * Take note of the connection just before the request is written.
	 * @param request the request
	 * @param writing writes the request
	 * @return what to subscribe to instead; it never ends if the exchange was closed
	 */
	Mono<Void> send(ClientHttpRequest request, Mono<Void> writing) {
		ConnectionThread thread = this.connectorThreads.of(request);
		this.connectionThread = thread;
		return this.state.isClosed() ? Mono.never() : thread.write(writing);
	}

	/**
	 * Run what takes long on a thread that no other call waits for.
	 */
	void callAside(Runnable call) {
		this.connectorThreads.call(call);
	}

	/** Request the next buffer. */
	void request() {
		this.idleLimit.waiting();
		request(1);
	}

	private void request(long count) {
		this.connectionThread.call(() -> this.body.request(count));
	}

	/**
	 * End the exchange but discard the rest of the body for a moment, so that the
	 * connection can be used again. Closing the exchange afterwards changes nothing.
	 */
	void discardRest() {
		if (this.state.discard()) {
			this.idleLimit.start(DISCARDING_TIME, this::stopDiscarding);
			request(Long.MAX_VALUE);
		}
	}

	private void stopDiscarding() {
		if (this.state.stopDiscarding()) {
			disconnect();
		}
	}

	/**
	 * End the exchange at once. The connection is closed unless the body is complete.
	 */
	void close() {
		if (this.state.close()) {
			disconnect();
		}
	}

	/** Run a task once a closed exchange has no connection, or keeps it. */
	void afterClosing(Runnable task) {
		this.state.afterwards(task);
	}

	private void disconnect() {
		this.idleLimit.stop();
		this.connectionThread.callBetweenSignals(this::cancel);
	}

	/**
	 * Cancel before the head has come or after the body has been subscribed to. In
	 * between, in the connector or here, the body would not be closed but read to its
	 * end, which is why this runs on the event loop.
	 */
	private void cancel() {
		if (!this.state.isComplete() && !this.betweenHeadAndBody) {
			this.head.cancel();
			this.body.cancel();
			this.connectionThread.afterClosing(this.state::disconnected);
		}
	}

	private void noResponse() {
		fail(this.limits.responseFailure(this.failures.address()), this.limits.response());
	}

	private void idle() {
		fail(this.limits.idleFailure(this.failures.address(), this.signals.requestId()), this.limits.idle());
	}

	private void fail(@Nullable Throwable failure) {
		fail(failure, null);
	}

	/** Fail once. A connection that is silent is given up first, which fails too. */
	private void fail(@Nullable Throwable failure, @Nullable Duration silence) {
		if (failure != null && this.state.close()) {
			if (silence != null) {
				this.connectionThread.silentFor(silence);
			}
			disconnect();
			this.signals.failure(failure);
		}
	}

	private void filterFailed(Throwable thrown) {
		fail(ApplicationCode.failure(thrown));
	}

	private final class HeadSubscriber implements CoreSubscriber<ResponseEntity<Flux<DataBuffer>>> {

		/** Until the response comes; it holds the body of the request. */
		private @Nullable Mono<ResponseEntity<Flux<DataBuffer>>> request;

		private final int repeats;

		private HeadSubscriber(Mono<ResponseEntity<Flux<DataBuffer>>> request, int repeats) {
			this.request = request;
			this.repeats = repeats;
		}

		@Override
		public Context currentContext() {
			return GatewayExchange.this.connectorOutcome.addTo(GatewayExchange.this.context);
		}

		@Override
		public void onSubscribe(Subscription subscription) {
			if (GatewayExchange.this.head.set(subscription)) {
				subscription.request(Long.MAX_VALUE);
			}
		}

		@Override
		public void onNext(ResponseEntity<Flux<DataBuffer>> response) {
			GatewayExchange exchange = GatewayExchange.this;
			this.request = null;
			exchange.idleLimit.notWaiting();
			exchange.betweenHeadAndBody = true;
			if (!exchange.state.isClosed()) {
				fail(exchange.signals
					.head(new ResponseHead(response.getStatusCode().value(), response.getHeaders(), exchange.mask)));
			}
			Flux<DataBuffer> buffers = response.getBody();
			if (buffers != null) {
				buffers.subscribe(new BodySubscriber());
			}
			exchange.betweenHeadAndBody = false;
			if (buffers != null && exchange.connectionThread.endsWithBody()) {
				exchange.head.clear();
			}
			if (exchange.state.isClosed()) {
				exchange.cancel();
			}
		}

		@Override
		public void onError(Throwable failure) {
			GatewayExchange exchange = GatewayExchange.this;
			Duration waited = Duration.ofMillis((System.nanoTime() - exchange.started) / 1_000_000);
			Mono<ResponseEntity<Flux<DataBuffer>>> again = this.request;
			exchange.connectionThread.explain(failure);
			if (again != null && this.repeats > 0 && isUnanswered(failure) && exchange.head.clear()) {
				exchange.subscribe(again, this.repeats - 1);
				return;
			}
			fail(exchange.failures.beforeResponse(failure, exchange.connectorOutcome, exchange.mask, waited));
		}

		/**
		 * Return whether the request may be sent again at once, which is no further
		 * attempt: it met the end of a connection that had been idle.
		 */
		private boolean isUnanswered(Throwable failure) {
			GatewayExchange exchange = GatewayExchange.this;
			return !exchange.signals.hasHead() && exchange.state.isOpen() && exchange.connectionThread.isUnanswered()
					&& exchange.connectorOutcome.isCauseOf(failure) && ConnectionReason.of(failure).isEndOfConnection();
		}

		@Override
		public void onComplete() {
			if (!GatewayExchange.this.signals.hasHead()) {
				fail(GatewayExchange.this.failures.noResponse());
			}
		}

	}

	private final class BodySubscriber implements CoreSubscriber<DataBuffer> {

		private int discarded;

		@Override
		public Context currentContext() {
			return GatewayExchange.this.context;
		}

		@Override
		public void onSubscribe(Subscription subscription) {
			if (GatewayExchange.this.body.set(subscription)) {
				GatewayExchange exchange = GatewayExchange.this;
				if (exchange.state.isDiscarding()) {
					subscription.request(Long.MAX_VALUE);
				}
				else {
					exchange.idleLimit.start(exchange.limits.idle(), exchange::idle,
							(check) -> exchange.connectionThread.callAfterReading(check));
					request();
				}
			}
		}

		@Override
		public void onNext(DataBuffer buffer) {
			GatewayExchange exchange = GatewayExchange.this;
			if (exchange.signals.hasReceiver() && exchange.state.isOpen()) {
				exchange.idleLimit.notWaiting();
				fail(exchange.signals.bytes(buffer));
				return;
			}
			this.discarded += buffer.readableByteCount();
			DataBufferUtils.release(buffer);
			if (this.discarded > DISCARDED_BYTES) {
				exchange.stopDiscarding();
			}
		}

		@Override
		public void onError(Throwable failure) {
			GatewayExchange exchange = GatewayExchange.this;
			Throwable cause = ConnectionFailures.withoutRequest(failure);
			fail(exchange.connectorOutcome.isCauseOfBodys(failure) ? cause : ApplicationCode.failure(cause));
		}

		@Override
		public void onComplete() {
			GatewayExchange exchange = GatewayExchange.this;
			boolean awaited = exchange.state.complete();
			exchange.idleLimit.stop();
			if (awaited) {
				exchange.signals.end();
			}
		}

	}

}

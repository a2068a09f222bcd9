package ai.apixo.client;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

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

import ai.apixo.client.connector.ConnectionThread;
import ai.apixo.client.connector.ConnectorOutcome;
import ai.apixo.client.connector.ConnectorThreads;
import ai.apixo.client.lifecycle.Deadline;
import ai.apixo.client.lifecycle.DeadlineClock;
import ai.apixo.client.text.SecretMask;

/**
 * One request and its response: the head, then the body one buffer at a time on request,
 * under the limits of time. It subscribes to both itself, because operators such as
 * {@code timeout} drop a response silently when they are cancelled, and closing it
 * cancels both, because Jetty's connector closes the connection only then.
 */
final class GatewayExchange {

	/**
	 * Maximum number of bytes to discard after the last event.
	 */
	private static final int DISCARDED_BYTES = 64 * 1024;

	/**
	 * Maximum time to wait for the end of a body that is discarded.
	 */
	private static final Duration DISCARDING_TIME = Duration.ofMillis(300);

	private final TimeLimits limits;

	private final ConnectorThreads connectorThreads;

	private final ConnectionFailures failures;

	private final ConnectorOutcome connectorOutcome = new ConnectorOutcome();

	private final SecretMask mask;

	private final ResponseListener listener;

	private final Context context;

	private final Deadline deadline;

	private final ExchangeState state = new ExchangeState();

	private final long started = System.nanoTime();

	private final SubscriptionSlot head = new SubscriptionSlot();

	private final SubscriptionSlot body = new SubscriptionSlot();

	private volatile @Nullable ResponseHead responseHead;

	private volatile @Nullable BodyReceiver receiver;

	private volatile ConnectionThread connectionThread;

	/**
	 * Whether the body is about to be subscribed to. Cancelling would not close it now,
	 * it would be read to its end.
	 */
	private volatile boolean betweenHeadAndBody;

	GatewayExchange(TimeLimits limits, DeadlineClock deadlines, ConnectorThreads connectorThreads,
			ConnectionFailures failures, SecretMask mask, ResponseListener listener, Context context) {
		this.limits = limits;
		this.deadline = new Deadline(deadlines);
		this.connectorThreads = connectorThreads;
		this.connectionThread = connectorThreads;
		this.failures = failures;
		this.mask = mask;
		this.listener = listener;
		this.context = context;
	}

	/**
	 * Send the request.
	 * @param exchange the request to subscribe to
	 */
	void open(Mono<ResponseEntity<Flux<DataBuffer>>> exchange) {
		this.deadline.start(this.limits.response(), this::noResponse);
		exchange.subscribe(new HeadSubscriber());
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
	 * Request the next buffer.
	 */
	void request() {
		this.deadline.waiting();
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
			this.deadline.start(DISCARDING_TIME, this::stopDiscarding);
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

	private void disconnect() {
		this.deadline.stop();
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
		}
	}

	private void noResponse() {
		fail(this.limits.responseFailure());
	}

	private void idle() {
		ResponseHead received = this.responseHead;
		fail(this.limits.idleFailure((received != null) ? received.requestId() : null));
	}

	private void fail(Throwable failure) {
		if (this.state.close()) {
			disconnect();
			BodyReceiver current = this.receiver;
			if (current != null) {
				current.onFailure(failure);
			}
			else {
				this.listener.onFailure(failure);
			}
		}
	}

	private final class HeadSubscriber implements CoreSubscriber<ResponseEntity<Flux<DataBuffer>>> {

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
			exchange.deadline.notWaiting();
			exchange.betweenHeadAndBody = true;
			if (!exchange.state.isClosed()) {
				pass(new ResponseHead(response.getStatusCode().value(), response.getHeaders(), exchange.mask));
			}
			Flux<DataBuffer> buffers = response.getBody();
			if (buffers != null) {
				buffers.subscribe(new BodySubscriber());
			}
			exchange.betweenHeadAndBody = false;
			if (exchange.state.isClosed()) {
				exchange.cancel();
			}
		}

		/**
		 * Turn whatever is thrown into a failure. A connector would swallow it, and the
		 * caller would wait forever.
		 */
		private void pass(ResponseHead received) {
			GatewayExchange exchange = GatewayExchange.this;
			exchange.responseHead = received;
			try {
				exchange.receiver = exchange.listener.onHead(received);
			}
			catch (Throwable ex) {
				fail(exchange.failures.responses().apply(received).unreadable(ex));
			}
		}

		@Override
		public void onError(Throwable failure) {
			Duration waited = Duration
				.ofMillis(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - GatewayExchange.this.started));
			GatewayExchange exchange = GatewayExchange.this;
			fail(exchange.failures.beforeResponse(failure, exchange.connectorOutcome, exchange.mask, waited));
		}

		@Override
		public void onComplete() {
			if (GatewayExchange.this.responseHead == null) {
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
					exchange.deadline.start(exchange.limits.idle(), exchange::idle);
					request();
				}
			}
		}

		@Override
		public void onNext(DataBuffer buffer) {
			GatewayExchange exchange = GatewayExchange.this;
			BodyReceiver current = exchange.receiver;
			if (current != null && exchange.state.isOpen()) {
				exchange.deadline.notWaiting();
				current.onBytes(buffer);
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
			fail(ConnectionFailures.withoutRequest(failure));
		}

		@Override
		public void onComplete() {
			GatewayExchange exchange = GatewayExchange.this;
			boolean awaited = exchange.state.complete();
			exchange.deadline.stop();
			BodyReceiver current = exchange.receiver;
			if (awaited && current != null) {
				current.onEnd();
			}
		}

	}

}

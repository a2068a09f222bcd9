package ai.apixo.client;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

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
import ai.apixo.client.connector.ConnectorThreads;
import ai.apixo.client.lifecycle.Deadline;
import ai.apixo.client.lifecycle.DeadlineClock;

/**
 * One request and its reply: the head, then the body one buffer at a time on request,
 * under the limits of time. It subscribes to both itself, because operators such as
 * {@code timeout} drop a reply silently when they are cancelled, and closing it cancels
 * both, because Jetty's connector closes the connection only then.
 */
final class GatewayExchange {

	/**
	 * How much is read away after the last event so that the connection can be used
	 * again, and for how long.
	 */
	private static final int DRAIN_BYTES = 64 * 1024;

	private static final Duration DRAIN_TIME = Duration.ofMillis(300);

	private final TimeLimits limits;

	private final ConnectorThreads connectorThreads;

	private final String host;

	private final SecretMask mask;

	private final ResponseListener listener;

	private final Context context;

	private final Deadline deadline;

	private final AtomicBoolean finished = new AtomicBoolean();

	private final long started = System.nanoTime();

	private final SubscriptionSlot head = new SubscriptionSlot();

	private final SubscriptionSlot body = new SubscriptionSlot();

	private volatile @Nullable ResponseHead replyHead;

	private volatile @Nullable BodyReceiver reader;

	private volatile ConnectionThread connectionThread;

	private volatile boolean betweenHeadAndBody;

	private volatile boolean closed;

	private volatile boolean draining;

	private volatile boolean complete;

	GatewayExchange(TimeLimits limits, DeadlineClock deadlines, ConnectorThreads connectorThreads, String host,
			SecretMask mask, ResponseListener listener, Context context) {
		this.limits = limits;
		this.deadline = new Deadline(deadlines);
		this.connectorThreads = connectorThreads;
		this.connectionThread = connectorThreads;
		this.host = host;
		this.mask = mask;
		this.listener = listener;
		this.context = context;
	}

	/**
	 * Send the request.
	 * @param exchange the request to subscribe to
	 */
	void open(Mono<ResponseEntity<Flux<DataBuffer>>> exchange) {
		this.deadline.start(this.limits.response(), this::noReply);
		exchange.subscribe(new HeadSubscriber());
	}

	/**
	 * Take note of the connection, just before the request is sent on it.
	 * @param request the request
	 * @param writing writes the request, and is followed by its sending
	 * @return what to subscribe to in its place, which never ends if the exchange is not
	 * wanted any more
	 */
	Mono<Void> send(ClientHttpRequest request, Mono<Void> writing) {
		ConnectionThread thread = this.connectorThreads.of(request);
		this.connectionThread = thread;
		return this.closed ? Mono.never() : thread.write(writing);
	}

	/**
	 * Ask for the next buffer.
	 */
	void request() {
		this.deadline.waiting();
		request(1);
	}

	private void request(long count) {
		this.connectionThread.call(() -> this.body.request(count));
	}

	/**
	 * End the exchange but read what is left of the body away for a moment, so that the
	 * connection can be used again. Closing it afterwards changes nothing.
	 */
	void drain() {
		this.finished.set(true);
		if (this.complete) {
			return;
		}
		this.draining = true;
		this.deadline.start(DRAIN_TIME, this::disconnect);
		request(Long.MAX_VALUE);
	}

	/**
	 * End the exchange at once. The connection is closed unless the body is complete.
	 */
	void close() {
		if (!this.draining) {
			disconnect();
		}
	}

	private void disconnect() {
		this.closed = true;
		this.finished.set(true);
		this.deadline.stop();
		this.connectionThread.callBetweenSignals(this::cancel);
	}

	/**
	 * Cancel before the head of the reply has come or after the body has been subscribed
	 * to. In between, within the connector or here, the body would not be closed but read
	 * to its end; this is why it happens on the event loop.
	 */
	private void cancel() {
		if (!this.complete && !this.betweenHeadAndBody) {
			this.head.cancel();
			this.body.cancel();
		}
	}

	private void noReply() {
		fail(this.limits.responseFailure());
	}

	private void idle() {
		ResponseHead received = this.replyHead;
		fail(this.limits.idleFailure((received != null) ? received.requestId() : null));
	}

	private Throwable cause(Throwable failure) {
		return this.mask.apply(ConnectionFailures.withoutRequest(failure));
	}

	private void fail(Throwable failure) {
		if (this.finished.compareAndSet(false, true)) {
			disconnect();
			BodyReceiver current = this.reader;
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
			return GatewayExchange.this.context;
		}

		@Override
		public void onSubscribe(Subscription subscription) {
			if (GatewayExchange.this.head.set(subscription)) {
				subscription.request(Long.MAX_VALUE);
			}
		}

		@Override
		public void onNext(ResponseEntity<Flux<DataBuffer>> reply) {
			GatewayExchange exchange = GatewayExchange.this;
			exchange.deadline.notWaiting();
			exchange.betweenHeadAndBody = true;
			if (!exchange.closed) {
				read(new ResponseHead(reply.getStatusCode().value(), reply.getHeaders(), exchange.mask));
			}
			Flux<DataBuffer> buffers = reply.getBody();
			if (buffers != null) {
				buffers.subscribe(new BodySubscriber());
			}
			exchange.betweenHeadAndBody = false;
			if (exchange.closed) {
				exchange.cancel();
			}
		}

		/**
		 * Whatever is thrown is a failure: a connector would swallow it, and the caller
		 * wait for ever.
		 */
		private void read(ResponseHead received) {
			GatewayExchange exchange = GatewayExchange.this;
			exchange.replyHead = received;
			try {
				exchange.reader = exchange.listener.onHead(received);
			}
			catch (Throwable ex) {
				fail(ex);
			}
		}

		@Override
		public void onError(Throwable failure) {
			Duration waited = Duration
				.ofMillis(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - GatewayExchange.this.started));
			fail(ConnectionFailures.beforeReply(cause(failure), GatewayExchange.this.host, waited,
					GatewayExchange.this.limits));
		}

		@Override
		public void onComplete() {
			if (GatewayExchange.this.replyHead == null) {
				onError(new IllegalStateException("The connector completed without a reply"));
			}
		}

	}

	private final class BodySubscriber implements CoreSubscriber<DataBuffer> {

		private int drained;

		@Override
		public Context currentContext() {
			return GatewayExchange.this.context;
		}

		@Override
		public void onSubscribe(Subscription subscription) {
			if (GatewayExchange.this.body.set(subscription)) {
				GatewayExchange exchange = GatewayExchange.this;
				if (exchange.draining) {
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
			BodyReceiver current = exchange.reader;
			if (current != null && !exchange.finished.get()) {
				exchange.deadline.notWaiting();
				current.onBytes(buffer);
				return;
			}
			this.drained += buffer.readableByteCount();
			DataBufferUtils.release(buffer);
			if (exchange.draining && this.drained > DRAIN_BYTES) {
				disconnect();
			}
		}

		@Override
		public void onError(Throwable failure) {
			fail(cause(failure));
		}

		@Override
		public void onComplete() {
			GatewayExchange exchange = GatewayExchange.this;
			exchange.complete = true;
			exchange.deadline.stop();
			BodyReceiver current = exchange.reader;
			if (exchange.finished.compareAndSet(false, true) && current != null) {
				current.onEnd();
			}
		}

	}

}

package ai.apixo.boot.autoconfigure;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * A connector that is created for the first call, since an application may start often
 * and call late or never. Creating it blocks, and the threads of Reactor that may block
 * can all be waiting for a call, so a call that begins on a thread that must not block
 * gets a thread for this.
 */
final class DeferredConnector implements ClientHttpConnector {

	private final Supplier<OwnedConnector> factory;

	private final AtomicReference<@Nullable CompletableFuture<OwnedConnector>> creation = new AtomicReference<>();

	private volatile @Nullable OwnedConnector created;

	private boolean closed;

	/**
	 * Create a connector.
	 * @param factory creates the connector to use
	 */
	DeferredConnector(Supplier<OwnedConnector> factory) {
		this.factory = factory;
	}

	@Override
	public Mono<ClientHttpResponse> connect(HttpMethod method, URI uri,
			Function<? super ClientHttpRequest, Mono<Void>> request) {
		OwnedConnector known = this.created;
		if (known == null && !Schedulers.isInNonBlockingThread()) {
			known = create();
		}
		return (known != null) ? known.connector().connect(method, uri, request)
				: createElsewhere().flatMap((connector) -> connector.connector().connect(method, uri, request));
	}

	/**
	 * Create the connector on one thread, for which all calls that begin at the same time
	 * wait.
	 */
	private Mono<OwnedConnector> createElsewhere() {
		return Mono.defer(() -> {
			CompletableFuture<OwnedConnector> future = new CompletableFuture<>();
			CompletableFuture<OwnedConnector> begun = this.creation.compareAndExchange(null, future);
			if (begun != null) {
				return Mono.fromFuture(begun, true);
			}
			begin(future);
			return Mono.fromFuture(future, true);
		});
	}

	private void begin(CompletableFuture<OwnedConnector> future) {
		try {
			Thread thread = new Thread(() -> complete(future), "apixo-connector-start");
			thread.setDaemon(true);
			thread.start();
		}
		catch (Throwable ex) {
			fail(future, ex);
		}
	}

	private void complete(CompletableFuture<OwnedConnector> future) {
		try {
			OwnedConnector connector = create();
			this.creation.set(null);
			future.complete(connector);
		}
		catch (Throwable ex) {
			fail(future, ex);
		}
	}

	private void fail(CompletableFuture<OwnedConnector> future, Throwable failure) {
		this.creation.set(null);
		future.completeExceptionally(failure);
	}

	private synchronized OwnedConnector create() {
		OwnedConnector known = this.created;
		if (known == null) {
			if (this.closed) {
				throw new IllegalStateException("The connector has been closed");
			}
			known = this.factory.get();
			this.created = known;
		}
		return known;
	}

	/**
	 * Release what the connector has, if it was created.
	 */
	synchronized void close() {
		this.closed = true;
		OwnedConnector known = this.created;
		if (known != null) {
			known.close().run();
		}
	}

}

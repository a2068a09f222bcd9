package ai.apixo.boot.autoconfigure;

import java.net.URI;
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
 * A connector that is made for the first call, since an application may start often and
 * call late or never. Making it blocks, and the threads of Reactor that may block can all
 * be waiting for a call, so a call that begins on a thread that must not block has a
 * thread for this.
 */
final class DeferredConnector implements ClientHttpConnector {

	private final Supplier<OwnedConnector> factory;

	private volatile @Nullable OwnedConnector made;

	private boolean closed;

	/**
	 * Create a connector.
	 * @param factory makes the connector
	 */
	DeferredConnector(Supplier<OwnedConnector> factory) {
		this.factory = factory;
	}

	@Override
	public Mono<ClientHttpResponse> connect(HttpMethod method, URI uri,
			Function<? super ClientHttpRequest, Mono<Void>> request) {
		OwnedConnector known = this.made;
		if (known == null && !Schedulers.isInNonBlockingThread()) {
			known = make();
		}
		return (known != null) ? known.connector().connect(method, uri, request)
				: makeElsewhere().flatMap((connector) -> connector.connector().connect(method, uri, request));
	}

	private Mono<OwnedConnector> makeElsewhere() {
		return Mono.create((sink) -> {
			Thread thread = new Thread(() -> {
				try {
					sink.success(make());
				}
				catch (RuntimeException ex) {
					sink.error(ex);
				}
			}, "apixo-connector-start");
			thread.setDaemon(true);
			thread.start();
		});
	}

	private synchronized OwnedConnector make() {
		OwnedConnector known = this.made;
		if (known == null) {
			if (this.closed) {
				throw new IllegalStateException("The connector has been closed");
			}
			known = this.factory.get();
			this.made = known;
		}
		return known;
	}

	/**
	 * Release what the connector has, if it was made.
	 */
	synchronized void close() {
		this.closed = true;
		OwnedConnector known = this.made;
		if (known != null) {
			known.close().run();
		}
	}

}

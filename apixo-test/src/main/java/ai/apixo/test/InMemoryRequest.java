package ai.apixo.test;

import java.net.URI;

import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.AbstractClientHttpRequest;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A request that is written into memory.
 */
final class InMemoryRequest extends AbstractClientHttpRequest {

	private final HttpMethod method;

	private final URI uri;

	private byte[] body = new byte[0];

	InMemoryRequest(HttpMethod method, URI uri) {
		this.method = method;
		this.uri = uri;
	}

	IncomingRequest received() {
		return IncomingRequest.of(this.method.name(), this.uri.getPath(), getHeaders(), this.body);
	}

	@Override
	public HttpMethod getMethod() {
		return this.method;
	}

	@Override
	public URI getURI() {
		return this.uri;
	}

	@Override
	public DataBufferFactory bufferFactory() {
		return DefaultDataBufferFactory.sharedInstance;
	}

	@Override
	@SuppressWarnings({ "unchecked", "TypeParameterUnusedInFormals" })
	public <T> T getNativeRequest() {
		return (T) this;
	}

	@Override
	public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
		return doCommit(() -> DataBufferUtils.join(body).doOnNext((joined) -> {
			this.body = new byte[joined.readableByteCount()];
			joined.read(this.body);
			DataBufferUtils.release(joined);
		}).then());
	}

	@Override
	public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
		return writeWith(Flux.from(body).concatMap((part) -> part));
	}

	@Override
	public Mono<Void> setComplete() {
		return doCommit();
	}

	@Override
	protected void applyHeaders() {
		// They stay where they are.
	}

	@Override
	protected void applyCookies() {
		// The client sends none.
	}

}

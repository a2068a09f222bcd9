package ai.apixo.test;

import java.util.function.Function;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.ExchangeStrategies;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The gateway behind a client, without a socket.
 */
final class InMemoryTransport implements ExchangeFunction {

	/**
	 * Clients need an address; it is never connected to.
	 */
	static final String BASE_URL = "http://localhost";

	private final Function<IncomingRequest, Exchange> gateway;

	InMemoryTransport(Function<IncomingRequest, Exchange> gateway) {
		this.gateway = gateway;
	}

	@Override
	public Mono<ClientResponse> exchange(ClientRequest request) {
		return Mono.defer(() -> {
			InMemoryRequest written = new InMemoryRequest(request.method(), request.url());
			return request.writeTo(written, ExchangeStrategies.withDefaults())
				.then(Mono.defer(() -> this.gateway.apply(written.received()).response()))
				.map(InMemoryTransport::response)
				.onErrorMap(ConnectionClosed.class, (closed) -> new WebClientRequestException(closed, request.method(),
						request.url(), HttpHeaders.EMPTY));
		});
	}

	private static ClientResponse response(WireResponse reply) {
		Flux<DataBuffer> body = reply.body().map(DefaultDataBufferFactory.sharedInstance::wrap);
		return ClientResponse.create(HttpStatusCode.valueOf(reply.status()))
			.headers((headers) -> headers.addAll(reply.headers()))
			.body(body)
			.build();
	}

}

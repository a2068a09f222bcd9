package ai.apixo.client;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.context.Context;

import ai.apixo.client.lifecycle.GatewayProbe;

/**
 * Probes the gateway of a client through the client's own exchanges.
 */
final class DefaultGatewayProbe implements GatewayProbe {

	private static final byte[] EMPTY_OBJECT = "{}".getBytes(StandardCharsets.US_ASCII);

	private final MessagesEndpoint endpoint;

	private final CallSettings settings;

	private final @Nullable CircuitBreaker circuitBreaker;

	DefaultGatewayProbe(CallSettings settings) {
		this.endpoint = settings.endpoint();
		this.settings = settings;
		this.circuitBreaker = settings.guards().circuitBreaker();
	}

	@Override
	public String host() {
		return this.endpoint.host();
	}

	@Override
	public @Nullable String circuitBreakerState() {
		return (this.circuitBreaker != null) ? this.circuitBreaker.getState().name() : null;
	}

	@Override
	public Mono<Integer> credentials() {
		return this.endpoint.apiKey(this.settings.timeLimits())
			.flatMap((key) -> status(
					(exchange) -> this.endpoint.exchange(EMPTY_OBJECT, key, MediaType.APPLICATION_JSON, exchange::send),
					new SecretMask(key)));
	}

	@Override
	public Mono<Integer> connection() {
		return status((exchange) -> this.endpoint.rootPage(), new SecretMask(""));
	}

	private Mono<Integer> status(Function<GatewayExchange, Mono<ResponseEntity<Flux<DataBuffer>>>> request,
			SecretMask mask) {
		return Mono.deferContextual((context) -> {
			StatusListener listener = new StatusListener(mask, Context.of(context));
			listener.exchange.open(request.apply(listener.exchange));
			return listener.status.asMono().doOnCancel(listener.exchange::close);
		});
	}

	private final class StatusListener implements ResponseListener {

		private final Sinks.One<Integer> status = Sinks.one();

		private final GatewayExchange exchange;

		private StatusListener(SecretMask mask, Context context) {
			DefaultGatewayProbe probe = DefaultGatewayProbe.this;
			this.exchange = probe.settings.exchange(mask, this, context);
		}

		@Override
		public BodyReceiver onHead(ResponseHead head) {
			this.exchange.discardRest();
			this.status.tryEmitValue(head.status());
			return BodyReceiver.DISCARDING;
		}

		@Override
		public void onFailure(Throwable failure) {
			this.status.tryEmitError(failure);
		}

	}

}

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

/**
 * Asks a client's gateway whether it is there, at no cost: no request that it sends can
 * generate or bill a token. Neither retried nor counted by a circuit breaker.
 *
 * @since 0.1.0
 */
public final class ApixoGatewayProbe {

	private static final byte[] EMPTY_OBJECT = "{}".getBytes(StandardCharsets.US_ASCII);

	private final MessagesEndpoint endpoint;

	private final CallSettings settings;

	private final @Nullable CircuitBreaker circuitBreaker;

	private ApixoGatewayProbe(CallSettings settings) {
		this.endpoint = settings.endpoint();
		this.settings = settings;
		this.circuitBreaker = settings.guards().circuitBreaker();
	}

	/**
	 * A probe with the address, key and connections of a client.
	 * @param client the client
	 * @return the probe, or {@code null} if the client is not of this library, such as a
	 * mock
	 */
	public static @Nullable ApixoGatewayProbe of(ApixoMessagesClient client) {
		if (client instanceof DefaultApixoMessagesClient known) {
			return new ApixoGatewayProbe(known.settings());
		}
		return null;
	}

	/**
	 * Where the gateway is.
	 * @return host and, unless it is the scheme's own, port
	 */
	public String host() {
		return this.endpoint.host();
	}

	/**
	 * What the client's circuit breaker thinks of the gateway.
	 * @return a state such as {@code CLOSED} or {@code OPEN}, or {@code null} if the
	 * client has no circuit breaker
	 */
	public @Nullable String circuitBreakerState() {
		return (this.circuitBreaker != null) ? this.circuitBreaker.getState().name() : null;
	}

	/**
	 * Sends an empty JSON object to {@code /v1/messages}, which a working gateway that
	 * accepts the key answers with 400.
	 * @return the HTTP status, or an {@link ai.apixo.client.error.ApixoException} when no
	 * answer came
	 */
	public Mono<Integer> credentials() {
		return Mono.defer(() -> {
			String key = this.endpoint.apiKey();
			return status(
					(exchange) -> this.endpoint.exchange(EMPTY_OBJECT, key, MediaType.APPLICATION_JSON, exchange::send),
					new SecretMask(key));
		});
	}

	/**
	 * Asks for the head of the gateway's root page, without the key.
	 * @return the HTTP status, or an {@link ai.apixo.client.error.ApixoException} when no
	 * answer came
	 */
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
			ApixoGatewayProbe probe = ApixoGatewayProbe.this;
			this.exchange = new GatewayExchange(probe.settings, mask, this, context);
		}

		@Override
		public BodyReceiver onHead(ResponseHead head) {
			this.exchange.drain();
			this.status.tryEmitValue(head.status());
			return new DiscardingReader();
		}

		@Override
		public void onFailure(Throwable failure) {
			this.status.tryEmitError(failure);
		}

	}

}

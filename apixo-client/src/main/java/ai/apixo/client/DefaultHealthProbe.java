package ai.apixo.client;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiFunction;
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
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import ai.apixo.client.decode.ErrorBody;
import ai.apixo.client.encode.RequestBody;
import ai.apixo.client.lifecycle.HealthProbe;
import ai.apixo.client.lifecycle.HealthProbeResponse;
import ai.apixo.client.lifecycle.HealthProbeResponse.Body;
import ai.apixo.client.text.SecretMask;

/**
 * Probes the gateway of a client for its health, through the client's own exchanges.
 */
final class DefaultHealthProbe implements HealthProbe {

	/**
	 * Enough to see what kind of body it is.
	 */
	private static final int MAX_BYTES = 64 * 1024;

	private static final List<String> FIELDS = List.of("messages", "system", "tools", "tool_choice", "stop_sequences",
			"metadata", "thinking");

	private final MessagesEndpoint endpoint;

	private final CallSettings settings;

	private final @Nullable CircuitBreaker circuitBreaker;

	private final RequestBody unanswerable;

	DefaultHealthProbe(CallSettings settings, @Nullable String model) {
		this.endpoint = settings.endpoint();
		this.settings = settings;
		this.circuitBreaker = settings.guards().circuitBreaker();
		this.unanswerable = unanswerable(model);
	}

	@Override
	public String clientName() {
		return this.settings.name();
	}

	@Override
	public boolean isLimited() {
		return this.settings.limiting() != null;
	}

	@Override
	public boolean hasFallback() {
		return this.settings.options().fallback() != null;
	}

	@Override
	public String host() {
		return this.endpoint.host();
	}

	@Override
	public @Nullable String circuitBreakerState() {
		return (this.circuitBreaker != null) ? this.circuitBreaker.getState().name() : null;
	}

	/**
	 * Some gateways fill in what is missing, so everything is there, and wrong: a number
	 * is neither an empty list nor a false value in any language.
	 */
	private static RequestBody unanswerable(@Nullable String model) {
		ObjectNode request = JsonNodeFactory.instance.objectNode();
		if (model != null) {
			request.put("model", model);
		}
		else {
			request.put("model", 1);
		}
		FIELDS.forEach((field) -> request.put(field, 1));
		request.put("max_tokens", "none").put("temperature", "none").put("stream", 0);
		return RequestBody.of(request.toString().getBytes(StandardCharsets.UTF_8));
	}

	@Override
	public Mono<HealthProbeResponse> credentials() {
		return this.endpoint.apiKey(this.settings.timeLimits())
			.flatMap((key) -> response(
					(exchange) -> this.endpoint
						.exchange(this.unanswerable, key, MediaType.APPLICATION_JSON, exchange::send),
					new SecretMask(key),
					(head, receiver) -> CollectingBodyReceiver.ofMessage(
							new ReceivedResponse(head, receiver.exchange, this.settings.failures(head)), MAX_BYTES,
							receiver.response, (body) -> classify(head, body.bytes()))));
	}

	private HealthProbeResponse classify(ResponseHead head, byte[] body) {
		JsonNode json;
		try {
			json = this.settings.decoding().json().trees().readTree(body);
		}
		catch (JacksonException | NumberFormatException ex) {
			json = null;
		}
		if (json == null || !json.isObject()) {
			return new HealthProbeResponse(head.status(), Body.OTHER, null);
		}
		if (json.path("type").asString("").equals("message")) {
			return new HealthProbeResponse(head.status(), Body.MESSAGE, null);
		}
		ErrorBody error = ErrorBody.of(json);
		boolean failed = head.status() >= 400 || ErrorBody.isError(json);
		Integer stated = error.statedStatus();
		return new HealthProbeResponse((head.isSuccess() && failed && stated != null) ? stated : head.status(),
				failed ? Body.ERROR : Body.OTHER, error.type());
	}

	@Override
	public Mono<Integer> connection() {
		return response((exchange) -> this.endpoint.rootPage(), new SecretMask(""), (head, receiver) -> {
			receiver.exchange.discardRest();
			receiver.response.tryEmitValue(head.status());
			return BodyReceiver.DISCARDING;
		});
	}

	private <T> Mono<T> response(Function<GatewayExchange, Mono<ResponseEntity<Flux<DataBuffer>>>> request,
			SecretMask mask, BiFunction<ResponseHead, ProbeListener<T>, BodyReceiver> reading) {
		return Mono.deferContextual((context) -> {
			ProbeListener<T> listener = new ProbeListener<>(this.settings, mask, Context.of(context), reading);
			listener.exchange.open(request.apply(listener.exchange));
			return listener.response.asMono().doOnCancel(listener.exchange::close);
		});
	}

	private static final class ProbeListener<T> implements ResponseListener {

		private final Sinks.One<T> response = Sinks.one();

		private final GatewayExchange exchange;

		private final BiFunction<ResponseHead, ProbeListener<T>, BodyReceiver> reading;

		private ProbeListener(CallSettings settings, SecretMask mask, Context context,
				BiFunction<ResponseHead, ProbeListener<T>, BodyReceiver> reading) {
			this.exchange = settings.exchange(mask, this, context);
			this.reading = reading;
		}

		@Override
		public BodyReceiver onHead(ResponseHead head) {
			return this.reading.apply(head, this);
		}

		@Override
		public void onFailure(Throwable failure) {
			this.response.tryEmitError(failure);
		}

	}

}

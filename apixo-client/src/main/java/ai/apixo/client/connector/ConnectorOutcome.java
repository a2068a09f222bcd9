package ai.apixo.client.connector;

import java.net.ProtocolException;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * What the connector itself made of a request. The application's filters stand between it
 * and us, and may fail on their own or make an exception of a good connection.
 *
 * @since 0.1.0
 */
public final class ConnectorOutcome {

	private static final Class<ConnectorOutcome> KEY = ConnectorOutcome.class;

	private static final int MAX_CAUSES = 20;

	private final Consumer<Throwable> thrown;

	private volatile @Nullable Throwable failure;

	private volatile @Nullable ClientResponse response;

	private volatile boolean unreadable;

	private volatile boolean bodyObserved;

	private volatile @Nullable Throwable bodyFailure;

	/**
	 * Create an outcome that is not known yet.
	 * @param thrown is told what the application's filters throw where Reactor throws it
	 * on to the connector, which would swallow it
	 */
	public ConnectorOutcome(Consumer<Throwable> thrown) {
		this.thrown = thrown;
	}

	/**
	 * Observe the connector, as the filter that is next to it.
	 * @param request the request
	 * @param next the connector
	 * @return the response, whose outcome is kept for the exchange of the subscriber
	 */
	public static Mono<ClientResponse> observe(ClientRequest request, ExchangeFunction next) {
		return Mono.deferContextual((context) -> {
			ConnectorOutcome outcome = context.getOrDefault(KEY, null);
			Mono<ClientResponse> exchange = exchange(request, next);
			return (outcome != null) ? exchange.doOnError(outcome::failed).doOnNext(outcome::responded) : exchange;
		});
	}

	/**
	 * Observe the connector and the bodies that it brings, as the filter that is next to
	 * it, after filters of the application.
	 * @param request the request as the application's filters left it
	 * @param next the connector
	 * @return the response, whose outcome is kept for the exchange of the subscriber
	 */
	public static Mono<ClientResponse> observeWithBody(ClientRequest request, ExchangeFunction next) {
		return Mono.deferContextual((context) -> {
			ConnectorOutcome outcome = context.getOrDefault(KEY, null);
			Mono<ClientResponse> exchange = exchange(request, next);
			return (outcome != null) ? exchange.doOnError(outcome::failed)
				.map(outcome::withObservedBody)
				.transform(Operators.<ClientResponse, ClientResponse>lift(
						(source, actual) -> new CatchingSubscriber<>(actual, outcome.thrown)))
					: exchange;
		});
	}

	private static Mono<ClientResponse> exchange(ClientRequest request, ExchangeFunction next) {
		return next.exchange(request).onErrorMap(WebClientRequestException.class, ConnectorOutcome::withoutQuote);
	}

	private ClientResponse withObservedBody(ClientResponse response) {
		responded(response);
		this.bodyObserved = true;
		return response.mutate()
			.body((body) -> body.doOnError(this::bodyFailed)
				.transform(Operators
					.<DataBuffer, DataBuffer>lift((source, actual) -> new CatchingSubscriber<>(actual, this.thrown))))
			.build();
	}

	/**
	 * What cannot be read may hold the key, and failures are traced by others too.
	 */
	private static Throwable withoutQuote(WebClientRequestException failure) {
		ConnectionReason reason = ConnectionReason.of(failure);
		if (reason.kind() != ConnectionReason.Kind.UNREADABLE) {
			return failure;
		}
		ProtocolException named = new ProtocolException(reason.words());
		named.setStackTrace(failure.getStackTrace());
		return new WebClientRequestException(named, failure.getMethod(), failure.getUri(), failure.getHeaders());
	}

	/**
	 * Add this outcome to the context of the exchange that it is about.
	 * @param context the context of the subscriber
	 * @return the context with which to subscribe to the exchange
	 */
	public Context addTo(Context context) {
		return context.put(KEY, this);
	}

	private void failed(Throwable failure) {
		this.failure = failure;
	}

	/**
	 * Take note of the failure of a body. {@code WebClient} reads a body that has failed
	 * once more, for what it makes of it.
	 */
	private void bodyFailed(Throwable failure) {
		if (this.bodyFailure == null) {
			this.bodyFailure = failure;
		}
	}

	/**
	 * Take note of a response. Spring refuses its status only when somebody asks for it.
	 */
	private void responded(ClientResponse response) {
		try {
			this.unreadable = response.statusCode().value() < 100;
			this.response = response;
		}
		catch (IllegalArgumentException ex) {
			this.unreadable = true;
		}
	}

	/**
	 * Return the response that the connector gave, even if a filter has held it back.
	 * @return the response, or {@code null} if there was none
	 */
	public @Nullable ClientResponse response() {
		return this.response;
	}

	/**
	 * Return whether a failure is that of the connector, or was made of it.
	 * @param failure a failure of the exchange
	 * @return whether the connector, and no filter, is its cause
	 */
	public boolean isCauseOf(Throwable failure) {
		return this.unreadable || isCause(this.failure, failure);
	}

	/**
	 * Return whether the failure of a body is that of the connector, or was made of it.
	 * @param failure a failure of the body
	 * @return whether no filter of the application is its cause
	 */
	public boolean isCauseOfBodys(Throwable failure) {
		return !this.bodyObserved || isCause(this.bodyFailure, failure);
	}

	private static boolean isCause(@Nullable Throwable own, Throwable failure) {
		Throwable cause = failure;
		for (int depth = 0; own != null && cause != null && depth < MAX_CAUSES; depth++) {
			if (cause == own) {
				return true;
			}
			cause = cause.getCause();
		}
		return false;
	}

}

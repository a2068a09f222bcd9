package ai.apixo.client;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFilterFunctions;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import ai.apixo.client.ScriptedGateway.Script;
import ai.apixo.client.error.ApixoApiException;
import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.client.error.ApixoConnectionException;
import ai.apixo.client.error.ApixoIncompleteStreamException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Filters of the application's WebClient that fail, or that make an exception of a
 * response.
 */
@EachConnector
class ApplicationFilterTests {

	private static final ExchangeFilterFunction CREATE_EXCEPTION = ExchangeFilterFunction
		.ofResponseProcessor((response) -> response.statusCode().isError()
				? response.createException().flatMap(Mono::error) : Mono.just(response));

	private static final ExchangeFilterFunction OWN_EXCEPTION = ExchangeFilterFunctions
		.statusError(HttpStatusCode::isError, (response) -> new IllegalStateException("Not good"));

	private static final ExchangeFilterFunction WRAPPED = (request, next) -> CREATE_EXCEPTION.filter(request, next)
		.onErrorMap(WebClientResponseException.class, (ex) -> new IllegalStateException("Wrapped", ex));

	private final TestConnector connector;

	ApplicationFilterTests(TestConnector connector) {
		this.connector = connector;
	}

	static Stream<ExchangeFilterFunction> filtersThatMakeExceptions() {
		return Stream.of(CREATE_EXCEPTION, WRAPPED);
	}

	@ParameterizedTest
	@MethodSource("filtersThatMakeExceptions")
	@DisplayName("FIELD-5 status, headers and body are taken from the exception that a filter makes of a response")
	void takesStatusHeadersAndBody(ExchangeFilterFunction filter) {
		ApixoApiException failure = failure(ApixoApiException.class, filter, 401, 1);
		assertThat(failure.status()).isEqualTo(401);
		assertThat(failure.errorType()).isEqualTo("authentication_error");
		assertThat(failure.errorMessage()).isEqualTo("bad key");
		assertThat(failure.requestId()).isEqualTo("req_5");
		assertThat(failure.retryAfter()).hasSeconds(0).isNotNull();
	}

	@Test
	@DisplayName("FIELD-5 the status is kept where a filter keeps nothing of the response")
	void keepsTheStatus() {
		ApixoApiException failure = failure(ApixoApiException.class, OWN_EXCEPTION, 401, 1);
		assertThat(failure.status()).isEqualTo(401);
		assertThat(failure.requestId()).isEqualTo("req_5");
		assertThat(failure).cause().hasMessage("Not good");
	}

	static Stream<ExchangeFilterFunction> filters() {
		return Stream.of(CREATE_EXCEPTION, WRAPPED, OWN_EXCEPTION);
	}

	@ParameterizedTest
	@MethodSource("filters")
	@DisplayName("FIELD-5 a status that is retried is retried whatever a filter makes of it")
	void retriesByStatus(ExchangeFilterFunction filter) {
		assertThat(failure(ApixoApiException.class, filter, 429, 3).retryAfter()).isNotNull();
	}

	static Stream<Throwable> failures() {
		return Stream.of(new IllegalStateException("No token"), new IOException("Token server is down"),
				new TimeoutException("Too slow"),
				new WebClientRequestException(new IOException("Token server is down"), HttpMethod.GET,
						URI.create("http://tokens.example"), new HttpHeaders()),
				WebClientResponseException.create(HttpStatusCode.valueOf(503), "Unavailable", new HttpHeaders(),
						new byte[0], StandardCharsets.UTF_8, new TokenRequest()));
	}

	@ParameterizedTest
	@MethodSource("failures")
	@DisplayName("FIELD-5 what a filter throws before anything is sent surfaces as itself, once")
	void surfacesWhatFiltersThrow(Throwable thrown) {
		AtomicInteger calls = new AtomicInteger();
		Throwable failure = failure(Throwable.class, (request, next) -> Mono.error(() -> {
			calls.incrementAndGet();
			return thrown;
		}), 200, 0);
		assertThat(failure).isSameAs(thrown);
		assertThat(calls).hasValue(1);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	@DisplayName("FIELD-5 what a filter throws after a good response surfaces as itself, once")
	void surfacesWhatFiltersThrowAfterGoodResponse(boolean checked) {
		Exception thrown = checked ? new IOException("No") : new IllegalArgumentException("No");
		Throwable failure = failure(Throwable.class, (request, next) -> next.exchange(request)
			.flatMap((response) -> response.releaseBody().then(Mono.error(thrown))), 200, 1);
		assertThat(failure).isSameAs(thrown);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	@DisplayName("FIELD-5 what a filter does to a body that fails is no failure of the connection, and not repeated")
	void tellsWhatFailsInABody(boolean afterBytes) {
		IllegalStateException thrown = new IllegalStateException("No");
		Throwable failure = failure(ApixoConfigurationException.class,
				(request, next) -> next.exchange(request)
					.map((response) -> response.mutate()
						.body((body) -> afterBytes ? body.concatWith(Flux.error(thrown))
								: body.map(ApplicationFilterTests::released).thenMany(Flux.error(thrown)))
						.build()),
				(response) -> response.respond(200, "text/event-stream", Requests.START), 1);
		assertThat(failure).cause().isSameAs(thrown);
	}

	@Test
	@DisplayName("FIELD-5 a body that the connection cuts stays cut, also under a filter")
	void keepsCutBodies() {
		ApixoIncompleteStreamException failure = failure(ApixoIncompleteStreamException.class,
				(request, next) -> next.exchange(request)
					.map((response) -> response.mutate().body((body) -> body.map((buffer) -> buffer)).build()),
				(response) -> response.startStream().chunk(Requests.START).finish(), 1);
		assertThat(failure).hasMessageContaining("ended before 'message_stop': the connection was closed");
	}

	static Stream<ExchangeFilterFunction> filtersThatThrow() {
		Error thrown = new NoClassDefFoundError("x/Y");
		return Stream.of((request, next) -> next.exchange(request).map((response) -> {
			throw thrown;
		}), (request, next) -> next.exchange(request)
			.map((response) -> response.mutate().body((body) -> body.map((buffer) -> {
				DataBufferUtils.release(buffer);
				throw thrown;
			})).build()));
	}

	@ParameterizedTest
	@MethodSource("filtersThatThrow")
	@DisplayName("FIELD-5 an error that Reactor does not signal ends the call as well")
	void endsCallsOfFiltersThatThrow(ExchangeFilterFunction filter) {
		assertThat(failure(ApixoConfigurationException.class, filter, 200, 1)).cause()
			.isInstanceOf(NoClassDefFoundError.class);
	}

	private static DataBuffer released(DataBuffer buffer) {
		DataBufferUtils.release(buffer);
		return buffer;
	}

	@Test
	@DisplayName("FIELD-5 a lost connection stays one, also if a filter wraps it")
	void keepsConnectionFailures() {
		ApixoConnectionException failure = failure(ApixoConnectionException.class,
				(request, next) -> next.exchange(request).onErrorMap((ex) -> new IllegalStateException("Wrapped", ex)),
				ScriptedResponse::finish, 3);
		assertThat(failure).hasMessageContaining("was closed");
	}

	@Test
	@DisplayName("FIELD-5 a filter that swallows the response is named")
	void namesFilterThatSwallows() {
		ExchangeFilterFunction swallowing = (request, next) -> next.exchange(request)
			.flatMap((response) -> response.releaseBody().then(Mono.<ClientResponse>empty()));
		assertThat(failure(ApixoConnectionException.class, swallowing, 200, 1)).hasMessageContaining("filters");
	}

	private <E extends Throwable> E failure(Class<E> type, ExchangeFilterFunction filter, int status, int requests) {
		return failure(type, filter,
				(response) -> response.respond(status, "application/json",
						"{\"type\":\"error\",\"error\":{\"type\":\"authentication_error\",\"message\":\"bad key\"}}",
						"request-id: req_5", "retry-after-ms: 1"),
				requests);
	}

	private <E extends Throwable> E failure(Class<E> type, ExchangeFilterFunction filter, Script script, int requests) {
		try (ScriptedGateway playing = ScriptedGateway.playing(script)) {
			E failure = Outcome
				.of(this.connector.client(playing)
					.webClientBuilder(this.connector.webClient().filter(filter))
					.retry(Retries.attempts(3))
					.build()
					.stream(Requests.hello()))
				.failure(type);
			assertThat(playing.requests()).hasSize(requests);
			return failure;
		}
	}

	/**
	 * A request to another server.
	 */
	private static final class TokenRequest implements HttpRequest {

		@Override
		public HttpMethod getMethod() {
			return HttpMethod.GET;
		}

		@Override
		public URI getURI() {
			return URI.create("http://tokens.example");
		}

		@Override
		public Map<String, Object> getAttributes() {
			return Map.of();
		}

		@Override
		public HttpHeaders getHeaders() {
			return new HttpHeaders();
		}

	}

}

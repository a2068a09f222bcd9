package ai.apixo.web;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.servlet.client.MockMvcWebTestClient;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import ai.apixo.client.error.ApiError;
import ai.apixo.client.error.ApixoApiException;
import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.client.error.ApixoConnectionException;
import ai.apixo.client.error.ApixoLimit;
import ai.apixo.client.error.ApixoLimitException;
import ai.apixo.client.error.ApixoTimeoutException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Responses and failures in controllers of WebFlux and of Spring MVC.
 */
class WebLayerTests {

	private static final String ADVICE = "set the key of the operator";

	private static final String RETRY = "retry:2147483647\n\n";

	static Stream<Arguments> failures() {
		return Stream.of(false, true)
			.flatMap((servlet) -> Stream.of(failure(servlet, api(429, Duration.ofMillis(6001)), 429, "7"),
					failure(servlet, api(429, null), 429, null), failure(servlet, api(400, null), 400, null),
					failure(servlet, api(422, null), 400, null), failure(servlet, api(413, null), 413, null),
					failure(servlet, api(401, null), 502, null), failure(servlet, api(403, null), 502, null),
					failure(servlet, api(404, null), 502, null), failure(servlet, api(500, null), 502, null),
					failure(servlet, api(502, null), 502, null), failure(servlet, api(504, null), 504, null),
					failure(servlet, api(529, Duration.ofSeconds(3)), 503, "3"),
					failure(servlet, new ApixoTimeoutException(ADVICE, Duration.ZERO, ApixoLimit.IDLE_TIMEOUT, null),
							504, null),
					failure(servlet, ApixoConnectionException.notRetryable(ADVICE, null), 502, null),
					failure(servlet, new ApixoLimitException(ADVICE, ApixoLimit.MAX_CONNECTIONS, null), 503, null),
					failure(servlet, new ApixoLimitException(ADVICE, ApixoLimit.QUEUE_CAPACITY, null, null), 503, null),
					failure(servlet, new ApixoLimitException(ADVICE, ApixoLimit.MAX_WAIT, null, Duration.ofSeconds(30)),
							503, "30"),
					failure(servlet, new ApixoConfigurationException(ADVICE), 500, null),
					failure(servlet, new CompletionException(api(429, Duration.ofSeconds(7))), 429, "7"),
					failure(servlet, new IllegalStateException("Retries exhausted", api(413, null)), 413, null),
					failure(servlet, CallNotPermittedException
						.createCallNotPermittedException(CircuitBreaker.ofDefaults("apixo")), 503, null)));
	}

	private static Arguments failure(boolean servlet, RuntimeException failure, int status,
			@Nullable String retryAfter) {
		return Arguments.argumentSet((servlet ? "MVC: " : "WebFlux: ") + failure + " is " + status, servlet, failure,
				status, retryAfter);
	}

	private static ApixoApiException api(int status, @Nullable Duration retryAfter) {
		return new ApixoApiException(ADVICE,
				ApiError.builder(status).message(ADVICE).retryAfter(retryAfter).body(ADVICE).build());
	}

	@ParameterizedTest
	@MethodSource("failures")
	@DisplayName("FIELD-20 a failed call is a problem detail with a fitting status and no advice for operators")
	void failedCallIsAProblemDetail(boolean servlet, RuntimeException failure, int status,
			@Nullable String retryAfter) {
		EntityExchangeResult<String> result = client(servlet, failure).get()
			.uri("/message")
			.exchange()
			.expectStatus()
			.isEqualTo(status)
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.expectBody(String.class)
			.returnResult();
		assertThat(result.getResponseHeaders().getFirst("Retry-After")).isEqualTo(retryAfter);
		assertThat(result.getResponseBody()).contains("\"status\":" + status, "\"detail\":\"")
			.doesNotContain(ADVICE, "apixo");
	}

	@ParameterizedTest(name = "servlet: {0}")
	@ValueSource(booleans = { false, true })
	@DisplayName("FIELD-14 text keeps its spaces, ends with an event, and is not asked for again")
	void textKeepsItsSpaces(boolean servlet) {
		assertThat(body(servlet, "/text")).isEqualTo(
				RETRY + "data:{\"text\":\"Hello\"}\n\n" + "data:{\"text\":\" world\"}\n\n" + "event:end\ndata:{}\n\n");
	}

	@ParameterizedTest(name = "servlet: {0}")
	@ValueSource(booleans = { false, true })
	@DisplayName("FIELD-14 a call that fails ends with an error event")
	void failedStreamEndsWithAnErrorEvent(boolean servlet) {
		assertThat(body(servlet, "/cut")).startsWith(RETRY + "data:{\"text\":\" Hel\"}\n\nevent:error\n")
			.contains("\"status\":429", "\"retryAfter\":7")
			.doesNotContain(ADVICE, "event:end");
	}

	@Test
	@DisplayName("FIELD-14 a failed call within another failure ends with an error event too")
	void wrappedFailureIsTold() {
		Flux<Object> failing = Flux.error(new IllegalStateException("Retries exhausted", api(429, null)));
		StepVerifier.create(ApixoServerSentEvents.of(failing).map((event) -> String.valueOf(event.event())))
			.expectNext("null", "error")
			.verifyComplete();
	}

	@Test
	void failureOfTheApplicationIsPassedOn() {
		StepVerifier.create(ApixoServerSentEvents.of(Flux.error(new IllegalStateException())))
			.expectNextCount(1)
			.verifyError(IllegalStateException.class);
	}

	private static String body(boolean servlet, String path) {
		byte[] body = client(servlet, api(429, Duration.ofSeconds(7))).get()
			.uri(path)
			.accept(MediaType.TEXT_EVENT_STREAM)
			.exchange()
			.expectStatus()
			.isOk()
			.returnResult(byte[].class)
			.getResponseBodyContent();
		return new String((body != null) ? body : new byte[0], StandardCharsets.UTF_8);
	}

	private static WebTestClient client(boolean servlet, RuntimeException failure) {
		FailingController controller = new FailingController(failure);
		ApixoProblemDetailAdvice advice = new ApixoProblemDetailAdvice();
		return servlet ? MockMvcWebTestClient.bindToController(controller).controllerAdvice(advice).build()
				: WebTestClient.bindToController(controller).controllerAdvice(advice).build();
	}

}

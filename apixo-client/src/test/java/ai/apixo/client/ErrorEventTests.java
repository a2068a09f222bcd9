package ai.apixo.client;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ai.apixo.client.error.ApixoApiException;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.messages.event.UnknownEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Errors in the forms that gateways give them.
 */
@EachConnector
class ErrorEventTests {

	private final TestConnector connector;

	ErrorEventTests(TestConnector connector) {
		this.connector = connector;
	}

	@ParameterizedTest
	@ValueSource(strings = { "event: message\ndata: {\"error\":{\"message\":\"the reason\",\"code\":503}}",
			"data: {\"error\":{\"message\":\"the reason\",\"type\":\"invalid_request_error\",\"status_code\":400}}",
			"data: {\"error\":\"the reason\"}", "data: {\"error\":true,\"message\":\"the reason\"}",
			"event: error\ndata: the reason", "event: error\ndata: \"the reason\"",
			"event: error\ndata: [\"the reason\"]", "event: error\ndata: {\"message\":\"the reason\"}",
			"event: error\ndata: {\"code\":500,\"message\":\"the reason\",\"type\":\"server_error\"}",
			"data: {\"type\":\"overloaded_error\",\"message\":\"the reason\"}",
			"event: overloaded_error\ndata: {\"type\":\"overloaded_error\",\"message\":\"the reason\"}",
			"event: content_block_delta\ndata: {\"error\":{\"message\":\"the reason\"}}",
			"data: {\"type\":\"content_block_start\",\"error\":{\"message\":\"the reason\"}}",
			"data: {\"type\":\"response.failed\",\"error\":{\"message\":\"the reason\"}}",
			"event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"the reason\"}}",
			"error: {\"error\":{\"code\":500,\"message\":\"the reason\",\"type\":\"server_error\"}}",
			"{\"error\":{\"code\":503,\"message\":\"the reason\"}}", "event: Error\ndata: {\"message\":\"the reason\"}",
			"event: modelStreamErrorException\ndata: {\"message\":\"the reason\",\"originalStatusCode\":500}",
			"data: {\"internalServerException\":{\"message\":\"the reason\"}}",
			"data: {\"type\":\"InternalServerError\",\"message\":\"the reason\"}", "data: {\"detail\":\"the reason\"}",
			"event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{},\"error\":{\"message\":\"the reason\"}}",
			"event: message_stop\ndata: {\"type\":\"message_stop\",\"error\":{\"message\":\"the reason\"}}" })
	@DisplayName("FIELD-3 an error in any form is an API failure with its sentence, before and after the first event")
	void failsWithTheSentence(String event) {
		assertThat(outcome(event + "\n\n").failure(ApixoApiException.class)).satisfies(ErrorEventTests::hasTheSentence);
		Outcome<StreamEvent> later = outcome(Requests.START + Requests.delta("Hel") + event + "\n\n"
				+ "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
		assertThat(later.text()).isEqualTo("Hel");
		assertThat(later.failure(ApixoApiException.class)).satisfies(ErrorEventTests::hasTheSentence);
	}

	private static void hasTheSentence(ApixoApiException failure) {
		assertThat(failure.getMessage() + failure.body()).contains("the reason");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"error\":{\"message\":\"the reason\",\"code\":503}}",
			"{\"type\":\"error\",\"error\":{\"message\":\"the reason\"}}\n", "\n\n {\"detail\":\"the reason\"}" })
	@DisplayName("FIELD-3 an error that is written where a stream breaks off is told, without any framing")
	void tellsErrorAtTheEnd(String error) {
		assertThat(outcome(": keep-alive\n\n" + error).failure(ApixoApiException.class))
			.satisfies(ErrorEventTests::hasTheSentence);
		Outcome<StreamEvent> later = outcome(Requests.START + Requests.delta("Hel") + error);
		assertThat(later.text()).isEqualTo("Hel");
		assertThat(later.failure(ApixoApiException.class)).satisfies(ErrorEventTests::hasTheSentence);
	}

	@Test
	@DisplayName("FIELD-3 an error in a string is unpacked, and its number judged")
	void unpacksErrors() {
		ApixoApiException failure = outcome(
				"event: error\ndata: \"{\\\"error\\\":{\\\"message\\\":\\\"the reason\\\",\\\"code\\\":429}}\"\n\n")
			.failure(ApixoApiException.class);
		assertThat(failure.errorMessage()).isEqualTo("the reason");
		assertThat(failure.effectiveStatus()).isEqualTo(429);
	}

	@ParameterizedTest
	@ValueSource(strings = { "event: tool_progress\ndata: {\"type\":\"tool_progress\",\"error\":null}",
			"data: {\"type\":\"sparkle\",\"error\":{\"count\":0}}", "event: sparkle\ndata: {\"error\":false}" })
	@DisplayName("MSG-4 FIELD-3 an event of a new type is no error because it has a field of that name")
	void deliversNewEvents(String event) {
		Outcome<StreamEvent> outcome = outcome(
				Requests.SHORT_STREAM.replace("event: content_block_stop", event + "\n\nevent: content_block_stop"));
		assertThat(outcome.failure()).isNull();
		assertThat(outcome.elements()).filteredOn(UnknownEvent.class::isInstance).hasSize(1);
	}

	@Test
	@DisplayName("SSE-12 FIELD-3 a line named error is an error only if it holds JSON")
	void ignoresOtherErrorLines() {
		Outcome<StreamEvent> outcome = outcome(
				Requests.START + "error: none\n\n" + Requests.SHORT_STREAM.substring(Requests.START.length()));
		assertThat(outcome.failure()).isNull();
		assertThat(outcome.elements()).hasSize(Requests.EVENTS);
	}

	private Outcome<StreamEvent> outcome(String body) {
		try (ScriptedGateway gateway = ScriptedGateway
			.playing((response) -> response.respond(200, "text/event-stream", body))) {
			return Outcome.of(this.connector.client(gateway).build().stream(Requests.hello()));
		}
	}

}

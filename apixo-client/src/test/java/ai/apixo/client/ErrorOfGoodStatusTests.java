package ai.apixo.client;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactivestreams.Publisher;

import ai.apixo.client.ScriptedGateway.Script;
import ai.apixo.client.error.ApixoApiException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Errors that come with status 200.
 */
@EachConnector
class ErrorOfGoodStatusTests {

	private final TestConnector connector;

	ErrorOfGoodStatusTests(TestConnector connector) {
		this.connector = connector;
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = {
			"{\"error\":{\"message\":\"insufficient quota\",\"type\":\"new_api_error\",\"code\":\"insufficient_user_quota\"}} | 500 | 1",
			"{\"error\":{\"message\":\"insufficient quota\",\"code\":429}} | 429 | 3",
			"{\"error\":{\"message\":\"insufficient quota\",\"code\":\"502\"}} | 502 | 3",
			"{\"error\":{\"message\":\"insufficient quota\",\"status\":401}} | 401 | 1",
			"{\"type\":\"overloaded_error\",\"message\":\"insufficient quota\"} | 429 | 3",
			"{\"statusCode\":504,\"message\":\"insufficient quota\"} | 504 | 3",
			"error: {\"code\":400,\"message\":\"insufficient quota\"} | 400 | 1",
			"{\"success\":false,\"message\":\"insufficient quota\"} | 500 | 1",
			"{\"success\":\"false\",\"message\":\"insufficient quota\"} | 500 | 1",
			"{\"ok\":false,\"description\":\"insufficient quota\"} | 500 | 1",
			"{\"code\":1302,\"msg\":\"insufficient quota\"} | 500 | 1", "{\"detail\":\"insufficient quota\"} | 500 | 1",
			"{\"__type\":\"ThrottlingException\",\"message\":\"insufficient quota\"} | 500 | 1",
			"{\"error\":{\"message\":\"insufficient quota\",\"code\":529}} | 529 | 1",
			"[{\"error\":{\"message\":\"insufficient quota\",\"code\":429}}] | 429 | 3",
			"{\"id\":\"m\",\"content\":[],\"error\":{\"message\":\"insufficient quota\",\"code\":429}} | 429 | 3",
			"{\"type\":\"message\",\"content\":null,\"error\":{\"message\":\"insufficient quota\"}} | 500 | 1" })
	@DisplayName("HTTP-9 FIELD-3 the sentence is told, a number is judged like that status, and all else is asked for once")
	void judgesErrors(String body, int effectiveStatus, int requests) {
		Script script = (response) -> response.respond(200, "application/json", body);
		try (ScriptedGateway gateway = ScriptedGateway.playing(script)) {
			ApixoMessagesClient client = this.connector.client(gateway).retry(Retries.attempts(3)).build();
			check(client.create(Requests.hello()), effectiveStatus);
			assertThat(gateway.requests()).hasSize(requests);
		}
	}

	private static void check(Publisher<?> call, int effectiveStatus) {
		ApixoApiException failure = Outcome.of(call).failure(ApixoApiException.class);
		assertThat(failure.status()).isEqualTo(200);
		assertThat(failure.effectiveStatus()).isEqualTo(effectiveStatus);
		assertThat(failure.errorMessage()).isEqualTo("insufficient quota");
		assertThat(failure).hasMessageContaining("insufficient quota");
	}

	@Test
	@DisplayName("FIELD-3 advice to retry a status is given where it helps: not after events were delivered, not if it is retried")
	void advisesWhereItHelps() {
		String error = "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"It broke\"}}\n\n";
		assertThat(advice(error, true)).contains("add 500 to");
		assertThat(advice(error, false)).doesNotContain("add 500 to");
		assertThat(advice(Requests.START + error, true)).contains("after part of the message")
			.doesNotContain("add 500 to");
		assertThat(advice(error.replace("api_error", "timeout_error"), true)).doesNotContain("add 504 to");
	}

	private String advice(String body, boolean retries) {
		try (ScriptedGateway gateway = ScriptedGateway
			.playing((response) -> response.respond(200, "text/event-stream", body))) {
			ApixoMessagesClient client = this.connector.client(gateway)
				.retry(retries ? Retries.attempts(2) : Retries.none())
				.build();
			return String
				.valueOf(Outcome.of(client.stream(Requests.hello())).failure(ApixoApiException.class).getMessage());
		}
	}

}

package ai.apixo.boot.health;

import java.time.Instant;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.health.contributor.Status;

import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.client.error.ApixoConnectionException;
import ai.apixo.client.lifecycle.HealthProbeResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an answer says about the gateway's health (HEALTH-1).
 */
class VerdictTests {

	@ParameterizedTest
	@CsvSource({ "400, ERROR, UP, key accepted", "400, OTHER, UP, key accepted", "404, ERROR, UP, key accepted",
			"422, ERROR, UP, key accepted", "500, ERROR, UP, key accepted", "413, ERROR, UP, key accepted",
			"200, ERROR, UP, key accepted", "401, ERROR, DOWN, Key refused", "401, OTHER, DOWN, Key refused",
			"403, ERROR, DOWN, Account", "429, ERROR, UP, rate or quota", "529, ERROR, UP, overloaded",
			"502, OTHER, DOWN, upstream", "503, ERROR, DOWN, upstream", "504, OTHER, DOWN, upstream",
			"404, OTHER, DOWN, Not a Messages gateway", "200, OTHER, DOWN, Not a Messages gateway",
			"301, OTHER, DOWN, Not a Messages gateway", "307, OTHER, DOWN, Not a Messages gateway",
			"500, OTHER, UNKNOWN, Unexpected", "418, OTHER, UNKNOWN, Unexpected", "200, MESSAGE, UP, another" })
	@DisplayName("HEALTH-1: the response to the probe is judged by what came")
	void responseIsJudgedByWhatCame(int status, HealthProbeResponse.Body body, String health, String outcome) {
		Verdict verdict = Verdict.ofCredentials(new HealthProbeResponse(status, body, null));
		assertThat(verdict.status()).isEqualTo(new Status(health));
		assertThat(verdict.outcome()).contains(outcome).contains(String.valueOf(status));
	}

	@ParameterizedTest
	@CsvSource({ "authentication_error, DOWN, Key refused", "permission_error, DOWN, Account",
			"rate_limit_error, UP, rate or quota", "overloaded_error, UP, overloaded",
			"invalid_request_error, UP, key accepted", "not_found_error, UP, key accepted" })
	@DisplayName("HEALTH-1: an error that names its type is judged by it")
	void errorIsJudgedByItsType(String type, String health, String outcome) {
		Verdict verdict = Verdict.ofCredentials(new HealthProbeResponse(400, HealthProbeResponse.Body.ERROR, type));
		assertThat(verdict.status()).isEqualTo(new Status(health));
		assertThat(verdict.outcome()).contains(outcome);
	}

	@ParameterizedTest
	@ValueSource(ints = { 200, 204, 301, 401, 404, 500, 503 })
	@DisplayName("HEALTH-1: any answer proves a connection")
	void anyAnswerProvesAConnection(int status) {
		assertThat(Verdict.ofConnection(status).status()).isEqualTo(Status.UP);
	}

	@Test
	void ownTextOfAFailureIsTold() {
		Verdict verdict = Verdict.ofNoAnswer(ApixoConnectionException.notRetryable("No route to gateway", null));
		assertThat(verdict.status()).isEqualTo(Status.DOWN);
		assertThat(verdict.outcome()).isEqualTo("No route to gateway");
	}

	@Test
	void textOfAForeignFailureIsNotTold() {
		Verdict verdict = Verdict.ofNoAnswer(new IllegalStateException("might hold a secret"));
		assertThat(verdict.status()).isEqualTo(Status.DOWN);
		assertThat(verdict.outcome()).doesNotContain("secret").contains("IllegalStateException");
	}

	@Test
	void lostConnectionOfACallIsTheGatewaysFault() {
		assertThat(Verdict.ofCall(ApixoConnectionException.retryable("lost", null), Instant.now()).status())
			.isEqualTo(Status.DOWN);
	}

	@Test
	void mistakeOfTheApplicationIsNotTheGatewaysFault() {
		assertThat(Verdict.ofCall(new ApixoConfigurationException("no model"), Instant.now()).status())
			.isEqualTo(Status.UNKNOWN);
		assertThat(Verdict.ofCall(new IllegalStateException(), Instant.now()).status()).isEqualTo(Status.UNKNOWN);
	}

}

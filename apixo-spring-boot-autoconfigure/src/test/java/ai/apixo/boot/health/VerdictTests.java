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

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an answer says about the gateway's health (HEALTH-1).
 */
class VerdictTests {

	@ParameterizedTest
	@CsvSource({ "400, UP, key accepted", "401, DOWN, Key refused", "403, DOWN, Account", "429, UP, rate or quota",
			"529, UP, overloaded", "502, DOWN, upstream", "503, DOWN, upstream", "504, DOWN, upstream",
			"404, DOWN, Not a Messages gateway", "200, DOWN, Not a Messages gateway",
			"301, DOWN, Not a Messages gateway", "307, DOWN, Not a Messages gateway", "500, UNKNOWN, Unexpected",
			"413, UNKNOWN, Unexpected", "418, UNKNOWN, Unexpected" })
	@DisplayName("HEALTH-1: the answer to an empty object is judged by its status")
	void answerToAnEmptyObjectIsJudgedByItsStatus(int status, String health, String outcome) {
		Verdict verdict = Verdict.ofCredentials(status);
		assertThat(verdict.status()).isEqualTo(new Status(health));
		assertThat(verdict.outcome()).contains(outcome).contains(String.valueOf(status));
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

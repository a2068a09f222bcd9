package ai.apixo.client;

import java.lang.reflect.Proxy;
import java.math.BigDecimal;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import ai.apixo.client.ScriptedGateway.Script;
import ai.apixo.client.error.ApixoApiException;
import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.client.error.ApixoConnectionException;
import ai.apixo.client.error.ApixoException;
import ai.apixo.client.error.ApixoProtocolException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The balance of a key.
 */
@EachConnector
class KeyBalanceTests {

	private final TestConnector connector;

	KeyBalanceTests(TestConnector connector) {
		this.connector = connector;
	}

	private Outcome<BigDecimal> balance(Script script) {
		try (ScriptedGateway gateway = ScriptedGateway.playing(script)) {
			return Outcome.of(KeyBalance.of(this.connector.client(gateway).build(), gateway.url()).balance());
		}
	}

	private Outcome<BigDecimal> balance(int status, String body) {
		return balance((response) -> response.respond(status, "application/json", body));
	}

	@Test
	@DisplayName("BAL-3 the key goes there as a bearer token and in no other header")
	void keyIsABearerToken() {
		try (ScriptedGateway gateway = ScriptedGateway
			.playing((response) -> response.respond(200, "application/json", "{\"code\":200,\"data\":1}"))) {
			ApixoMessagesClient client = this.connector.client(gateway).retry(Retries.attempts(3)).build();
			Outcome.of(KeyBalance.of(client, gateway.url() + "/prefix/").balance());
			GatewayRequest request = gateway.requests().get(0);
			assertThat(request.line()).isEqualTo("GET /prefix/api/v1/apikeys/current-balance HTTP/1.1");
			assertThat(request.header("authorization")).containsExactly("Bearer " + Requests.KEY);
			assertThat(request.header("x-api-key")).isEmpty();
		}
	}

	@Test
	@DisplayName("BAL-3 each subscription asks, and nothing before")
	void isCold() {
		try (ScriptedGateway gateway = ScriptedGateway
			.playing((response) -> response.respond(200, "application/json", "{\"code\":200,\"data\":1}"))) {
			Mono<BigDecimal> balance = KeyBalance.of(this.connector.client(gateway).build(), gateway.url()).balance();
			assertThat(gateway.requests()).isEmpty();
			Outcome.of(balance);
			Outcome.of(balance);
			assertThat(gateway.requests()).hasSize(2);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 301, 302, 307, 308, 429, 502, 504 })
	@DisplayName("BAL-3 redirects are not followed, and nothing is asked twice")
	void neitherRedirectsNorRetries(int status) {
		try (ScriptedGateway other = ScriptedGateway.playing((response) -> response.respond(200, "text/plain", ""));
				ScriptedGateway gateway = ScriptedGateway
					.playing((response) -> response.respond(status, "text/plain", "", "Location: " + other.url()))) {
			ApixoMessagesClient client = this.connector.client(gateway).retry(Retries.attempts(3)).build();
			ApixoApiException failure = Outcome.of(KeyBalance.of(client, gateway.url()).balance())
				.failure(ApixoApiException.class);
			assertThat(failure.status()).isEqualTo(status);
			assertThat(gateway.requests()).hasSize(1);
			assertThat(other.requests()).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://api.apixo.ai", "http://10.0.0.1", "http://localhost.example.com" })
	@DisplayName("BAL-3 the key does not travel in clear text")
	void plainHttpIsRefused(String address) {
		try (ScriptedGateway gateway = ScriptedGateway.playing((response) -> {
		})) {
			ApixoMessagesClient client = this.connector.client(gateway).build();
			assertThatExceptionOfType(ApixoConfigurationException.class)
				.isThrownBy(() -> KeyBalance.of(client, address))
				.withMessageContaining("clear text");
		}
	}

	@ParameterizedTest
	@CsvSource({ "https://llm.apixo.ai,true", "https://apixo.ai,true", "https://APIXO.AI,true",
			"https://notapixo.ai,false", "https://apixo.ai.example.com,false", "http://localhost:8080,false" })
	@DisplayName("BAL-3 the key of another gateway does not travel to APIXO")
	void foreignKeyDoesNotTravel(String gateway, boolean allowed) {
		ApixoMessagesClient client = ApixoMessagesClient.builder()
			.webClientBuilder(this.connector.webClient())
			.apiKey(Requests.KEY)
			.baseUrl(gateway)
			.build();
		if (allowed) {
			assertThat(KeyBalance.of(client))
				.hasToString("KeyBalance[address=https://api.apixo.ai/api/v1/apikeys/current-balance]");
		}
		else {
			assertThatExceptionOfType(ApixoConfigurationException.class).isThrownBy(() -> KeyBalance.of(client))
				.withMessageNotContaining(Requests.KEY);
		}
	}

	@Test
	@DisplayName("BAL-3 a client that is not of this library has no balance")
	void foreignClientHasNone() {
		ApixoMessagesClient mock = (ApixoMessagesClient) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { ApixoMessagesClient.class }, (proxy, method, arguments) -> null);
		assertThat(Outcome.of(KeyBalance.of(mock).balance()).elements()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "74.87", "0", "-3.5", "0.1000000000000000055", "123456789012345678901234567890.12" })
	@DisplayName("BAL-4 the balance is exact to the last digit, as a number or as text")
	void balanceIsExact(String number) {
		assertThat(balance(200, "{\"code\":200,\"data\":" + number + "}").elements())
			.containsExactly(new BigDecimal(number));
		assertThat(balance(200, "{\"code\":\"200\",\"data\":\"" + number + "\"}").elements())
			.containsExactly(new BigDecimal(number));
	}

	@ParameterizedTest
	@ValueSource(strings = { "401", "500", "\"403\"", "1001", "0" })
	@DisplayName("BAL-4 another code inside a 200 is an error of the gateway")
	void otherCodeIsAnError(String code) {
		ApixoApiException failure = balance(200,
				"{\"code\":" + code + ",\"message\":\"No such key: " + Requests.KEY + "\",\"data\":null}")
			.failure(ApixoApiException.class);
		assertThat(failure).hasMessageContaining("No such key").hasMessageNotContaining(Requests.KEY);
	}

	@ParameterizedTest
	@ValueSource(ints = { 401, 403, 404, 500 })
	@DisplayName("BAL-4 another status is an error of the gateway")
	void otherStatusIsAnError(int status) {
		ApixoApiException failure = balance(status, "{\"message\":\"Wrong key " + Requests.KEY + "\"}")
			.failure(ApixoApiException.class);
		assertThat(failure.status()).isEqualTo(status);
		assertThat(failure).hasMessageNotContaining(Requests.KEY);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "<html></html>", "[]", "74.87", "{}", "{\"data\":74.87}", "{\"code\":200}",
			"{\"code\":200,\"data\":null}", "{\"code\":200,\"data\":\"lots\"}", "{\"code\":200,\"data\":{\"a\":1}}",
			"{\"code\":200,\"data\":true}", "{\"code\":200,\"data\":" })
	@DisplayName("BAL-4 anything else is no balance")
	void anythingElseIsNoBalance(String body) {
		balance(200, body).failure(ApixoProtocolException.class);
	}

	@Test
	@DisplayName("BAL-4 a connection that fails is a failure of the connection")
	void connectionFails() {
		ApixoException failure = balance(ScriptedResponse::reset).failure(ApixoConnectionException.class);
		assertThat(failure).hasMessageNotContaining(Requests.KEY);
	}

}

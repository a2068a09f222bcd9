package ai.apixo.client;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

import ai.apixo.client.error.ApixoConfigurationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a client refuses to be built with, or to send.
 */
class ClientSettingsTests {

	private static final String SECRET = "secret-0123456789";

	static Stream<String> unsendable() {
		return Stream.of("\r\nX-Evil: 1", "\n", "\r", "\u0000", "\u001B", "\u007F", "\u00E9", "\u2028")
			.map((character) -> SECRET + character + SECRET);
	}

	@ParameterizedTest
	@MethodSource("unsendable")
	@DisplayName("SEC-4 a key that no header can carry is refused and not repeated, also one that comes late")
	void refusesKeys(String key) {
		assertThatExceptionOfType(ApixoConfigurationException.class)
			.isThrownBy(() -> ApixoMessagesClient.builder().apiKey(key))
			.withMessageContaining("apiKey(..)")
			.satisfies(ClientSettingsTests::hasNoSecret);
		try (ScriptedGateway gateway = gateway()) {
			ApixoMessagesClient client = ApixoMessagesClient.builder().baseUrl(gateway.url()).apiKey(() -> key).build();
			hasNoSecret(Outcome.of(client.stream(Requests.hello())).failure(ApixoConfigurationException.class));
			hasNoSecret(Outcome.of(client.create(Requests.hello())).failure(ApixoConfigurationException.class));
			assertThat(gateway.requests()).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { SECRET + "\n", "  " + SECRET + "\r\n", "\t" + SECRET + " " })
	@DisplayName("SEC-4 white space around a key, as in a file, is not sent")
	void trimsKeys(String key) {
		try (ScriptedGateway gateway = gateway()) {
			Outcome
				.of(ApixoMessagesClient.builder().baseUrl(gateway.url()).apiKey(key).build().stream(Requests.hello()));
			Outcome.of(ApixoMessagesClient.builder()
				.baseUrl(gateway.url())
				.apiKey(() -> key)
				.build()
				.stream(Requests.hello()));
			assertThat(gateway.requests()).hasSize(2)
				.allSatisfy((request) -> assertThat(request.header("x-api-key")).containsExactly(SECRET));
		}
	}

	@ParameterizedTest
	@MethodSource("unsendable")
	@DisplayName("SEC-4 no header can be set to a value that no header may have, and the value is not repeated")
	void refusesHeaderValues(String value) {
		ApixoMessagesClient.Builder builder = ApixoMessagesClient.builder();
		for (Runnable setting : List.<Runnable>of(() -> builder.defaultHeader("x-team", "red", value),
				() -> builder.anthropicVersion(value), () -> builder.anthropicBeta("a", value))) {
			assertThatExceptionOfType(ApixoConfigurationException.class).isThrownBy(setting::run)
				.satisfies(ClientSettingsTests::hasNoSecret);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "x team", "x-team:", "x\r\ny", "x\u00E9" })
	@DisplayName("SEC-4 no header can have a name that no header may have")
	void refusesHeaderNames(String name) {
		assertThatExceptionOfType(ApixoConfigurationException.class)
			.isThrownBy(() -> ApixoMessagesClient.builder().defaultHeader(name, "red"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "x-api-key", "X-Api-Key", "authorization", "cookie", "content-length", "host", "accept" })
	@DisplayName("HTTP-2 the headers of the client cannot be set as further ones")
	void refusesReservedHeaders(String name) {
		assertThatExceptionOfType(ApixoConfigurationException.class)
			.isThrownBy(() -> ApixoMessagesClient.builder().defaultHeader(name, "red"))
			.withMessageContaining(name);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\n" })
	@DisplayName("SEC-5 a blank key is a missing one, and what is said names the setting")
	void refusesBlankKeys(String key) {
		assertThatExceptionOfType(ApixoConfigurationException.class)
			.isThrownBy(() -> ApixoMessagesClient.builder().apiKey(key))
			.withMessageContaining("apiKey(..)");
	}

	@Test
	@DisplayName("SEC-5 a client cannot be built without a key")
	void needsAKey() {
		assertThatExceptionOfType(ApixoConfigurationException.class)
			.isThrownBy(() -> ApixoMessagesClient.builder().build())
			.withMessageContaining("apiKey(..)");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://user:" + SECRET + "@llm.example", "https://" + SECRET + "@llm.example",
			"https://llm.example?key=" + SECRET, "https://llm.example#" + SECRET, "https://llm.example/ " + SECRET,
			"ftp://llm.example/" + SECRET, "/" + SECRET, "", "https://" })
	@DisplayName("SEC-6 SEC-7 a base URL that is none or carries a secret is refused and not repeated")
	void refusesBaseUrls(String baseUrl) {
		assertThatExceptionOfType(ApixoConfigurationException.class)
			.isThrownBy(() -> ApixoMessagesClient.builder().baseUrl(baseUrl))
			.withMessageContaining("baseUrl(..)")
			.satisfies(ClientSettingsTests::hasNoSecret);
	}

	@ParameterizedTest
	@ValueSource(strings = { "authorization", "Authorization", "x-api-key" })
	@DisplayName("FIELD-12 the refusal of a header that carries the key names how else to send it")
	void refusalOfCredentialsNamesTheChoice(String name) {
		assertThatExceptionOfType(ApixoConfigurationException.class)
			.isThrownBy(() -> ApixoMessagesClient.builder().defaultHeader(name, "red"))
			.withMessageContaining("authentication(..)");
	}

	@Test
	@DisplayName("Values are checked when they are set")
	void valuesAreCheckedWhenTheyAreSet() {
		ApixoMessagesClient.Builder builder = ApixoMessagesClient.builder();
		for (Runnable setting : List.<Runnable>of(() -> builder.defaultMaxTokens(-5), () -> builder.defaultModel(" "),
				() -> builder.anthropicVersion(""), () -> builder.anthropicBeta("a", " "), () -> builder.name(""),
				() -> builder.idleTimeout(Duration.ZERO), () -> builder.responseTimeout(Duration.ofMillis(-1)),
				() -> builder.totalTimeout(Duration.ZERO), () -> builder.maxMessageSize(DataSize.ofBytes(0)))) {
			assertThatExceptionOfType(ApixoConfigurationException.class).isThrownBy(setting::run);
		}
	}

	@Test
	@DisplayName("FIELD-13 a limit of centuries is none")
	void limitsOfCenturiesAreNone() {
		Duration centuries = Duration.ofSeconds(Long.MAX_VALUE);
		try (ScriptedGateway gateway = gateway()) {
			ApixoMessagesClient client = ApixoMessagesClient.builder()
				.baseUrl(gateway.url())
				.apiKey(SECRET)
				.responseTimeout(centuries)
				.idleTimeout(centuries)
				.totalTimeout(centuries)
				.build();
			assertThat(Outcome.of(client.stream(Requests.hello())).elements()).hasSize(Requests.EVENTS);
			assertThat(client.activity().openCalls()).isZero();
		}
	}

	@Test
	@DisplayName("SEC-1 a client that is sent to another gateway does not take its key along")
	void keepsTheKeyFromOtherGateways() {
		ApixoMessagesClient client = ApixoMessagesClient.builder().apiKey(SECRET).build();
		assertThatExceptionOfType(ApixoConfigurationException.class)
			.isThrownBy(() -> client.mutate().baseUrl("https://other.example").build())
			.withMessageContaining("other.example")
			.satisfies(ClientSettingsTests::hasNoSecret);
		assertThat(client.mutate().baseUrl("https://other.example").apiKey("other").build()).isNotNull();
	}

	private static void hasNoSecret(Throwable failure) {
		assertThat(failure).hasNoCause();
		assertThat(failure.toString()).doesNotContain(SECRET);
	}

	private static ScriptedGateway gateway() {
		return ScriptedGateway.playing((response) -> response.respond(200, "text/event-stream", Requests.SHORT_STREAM));
	}

}

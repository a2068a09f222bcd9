package ai.apixo.client;

import java.time.Duration;

import net.javacrumbs.jsonunit.assertj.JsonAssertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.content.CacheControl;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a client that caches prompts sends.
 */
@EachConnector
class PromptCachingRequestTests {

	private static final MessagesRequest REQUEST = Requests.hello().toBuilder().system("Be brief.").build();

	private final TestConnector connector;

	PromptCachingRequestTests(TestConnector connector) {
		this.connector = connector;
	}

	private String sent(MessagesRequest request, Duration timeToLive) {
		try (ScriptedGateway gateway = ScriptedGateway
			.playing((response) -> response.respond(200, "application/json", Requests.MESSAGE))) {
			Outcome.of(this.connector.client(gateway).promptCaching(timeToLive).build().create(request));
			return gateway.requests().get(0).body();
		}
	}

	@ParameterizedTest
	@CsvSource({ "PT5M,{\"type\":\"ephemeral\"}", "PT1H,'{\"type\":\"ephemeral\",\"ttl\":\"1h\"}'" })
	@DisplayName("CACHE-3 5 minutes write no 'ttl', 1 hour does")
	void fiveMinutesWriteNoTtl(Duration timeToLive, String breakpoint) {
		JsonAssertions.assertThatJson(sent(REQUEST, timeToLive)).node("cache_control").isEqualTo(breakpoint);
		JsonAssertions.assertThatJson(sent(REQUEST, timeToLive)).node("system[0].cache_control").isEqualTo(breakpoint);
	}

	@ParameterizedTest
	@ValueSource(strings = { "PT1S", "PT4M", "PT2H", "PT-5M" })
	@DisplayName("CACHE-3 other times are refused")
	void otherTimesAreRefused(Duration timeToLive) {
		ApixoMessagesClient.Builder builder = ApixoMessagesClient.builder();
		assertThatExceptionOfType(ApixoConfigurationException.class).isThrownBy(() -> builder.promptCaching(timeToLive))
			.withMessageContaining("5 minutes or 1 hour");
	}

	@Test
	@DisplayName("CACHE-3 zero switches off")
	void zeroSwitchesOff() {
		JsonAssertions.assertThatJson(sent(REQUEST, Duration.ZERO)).node("cache_control").isAbsent();
	}

	@Test
	@DisplayName("CACHE-4 one request alone has its own breakpoints")
	void oneRequestAlone() {
		JsonAssertions
			.assertThatJson(sent(REQUEST.withPromptCaching(CacheControl.ephemeral("1h")), Duration.ofMinutes(5)))
			.node("cache_control.ttl")
			.isEqualTo("1h");
	}

}

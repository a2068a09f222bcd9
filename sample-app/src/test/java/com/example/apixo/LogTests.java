package com.example.apixo;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.WebClient;

import ai.apixo.test.MockApixoGateway;
import ai.apixo.test.ReceivedRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the sample writes to its log.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "stand-in.pace=2ms", "apixo.api-key=", "apixo.idle-timeout=300ms" })
@ExtendWith(OutputCaptureExtension.class)
class LogTests {

	@Autowired
	private MockApixoGateway gateway;

	@LocalServerPort
	private int port;

	@ParameterizedTest
	@CsvSource({ "/529, 2 attempts, status 529", "/cut, 1 attempt, ApixoIncompleteStreamException",
			"/stall, 1 attempt, ApixoTimeoutException" })
	void aCallThatFailedForGoodIsOneLine(String prompt, String attempts, String kind, CapturedOutput output) {
		ask(prompt);
		assertThat(sinceStart(output).filter((line) -> !line.contains(" INFO "))).singleElement()
			.asString()
			.contains("WARN", "Call of client 'apixo' failed after " + attempts + ":", kind);
	}

	@Test
	void noLineHasABlankColumn(CapturedOutput output) {
		ask("/429");
		assertThat(output.getOut().lines().filter((line) -> line.contains(" --- "))).hasSizeGreaterThan(1)
			.allSatisfy((line) -> assertThat(line).doesNotContainPattern("\\[\\s*]"))
			.anySatisfy((line) -> assertThat(line).containsPattern("\\[[0-9a-f]{32}-[0-9a-f]{16}]"));
	}

	@Test
	void theStandInDoesNotClaimThatTheCallerHungUpWhenItCutTheLine() {
		ask("/cut");
		List<ReceivedRequest> requests = this.gateway.requests();
		assertThat(requests.get(requests.size() - 1).isClosedByClient()).isFalse();
		assertThat(this.gateway.toString()).contains("closed by the gateway");
	}

	private static Stream<String> sinceStart(CapturedOutput output) {
		String all = output.getOut();
		return all.substring(all.indexOf('\n', all.indexOf("Started LogTests")))
			.lines()
			.filter((line) -> !line.isBlank());
	}

	private void ask(String prompt) {
		List<String> events = Objects.requireNonNull(WebClient.create("http://localhost:" + this.port)
			.post()
			.uri("/api/chat")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(Map.of("prompt", prompt))
			.retrieve()
			.bodyToFlux(String.class)
			.collectList()
			.block(Duration.ofSeconds(30)));
		assertThat(events).isNotEmpty();
	}

}

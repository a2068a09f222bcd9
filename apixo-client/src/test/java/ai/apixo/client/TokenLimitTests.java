package ai.apixo.client;

import java.time.Duration;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import ai.apixo.client.ScriptedGateway.Script;
import ai.apixo.client.error.ApixoIncompleteStreamException;
import ai.apixo.client.error.ApixoLimitException;
import ai.apixo.limit.CallLimits;
import ai.apixo.messages.Message;
import ai.apixo.messages.MessagesRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls under limits of tokens.
 */
@EachConnector
class TokenLimitTests {

	private final LimitedClient limited;

	TokenLimitTests(TestConnector connector) {
		this.limited = new LimitedClient(connector);
	}

	@Test
	@DisplayName("LIMIT-15 input is estimated by the size of the text, and settled by the first usage")
	void inputIsEstimatedAndSettled() {
		CallLimits limits = CallLimits.builder().inputTokensPerMinute(1000L).build();
		try (ScriptedGateway gateway = ScriptedGateway.playing(LimitedClient.HELLO)) {
			ApixoMessagesClient client = this.limited.builder(gateway, limits).build();
			for (int number = 0; number < 50; number++) {
				assertThat(Outcome.of(client.stream(Requests.hello())).failure()).isNull();
			}
			int bytes = gateway.requests().get(0).body().length();
			assertThat(this.limited.asked().get(0).inputTokens()).isEqualTo(bytes / 4);
			assertThat(this.limited.asked().get(0).outputTokens()).isZero();
		}
	}

	@Test
	@DisplayName("LIMIT-16 output is estimated by an average of the key, at most 'max_tokens', and settled at the end")
	void outputIsEstimatedAndSettled() {
		CallLimits limits = CallLimits.builder().outputTokensPerMinute(2000L).build();
		try (ScriptedGateway gateway = ScriptedGateway.playing(LimitedClient.HELLO)) {
			ApixoMessagesClient client = this.limited.builder(gateway, limits).build();
			Flux.range(0, 30)
				.concatMap((number) -> client
					.stream(Requests.hello().toBuilder().maxTokens((number == 0) ? 256 : 100_000).build()))
				.blockLast();
			assertThat(this.limited.asked().get(0).outputTokens()).isEqualTo(256);
			assertThat(this.limited.asked().get(1).outputTokens()).isBetween(500L, 999L);
			assertThat(this.limited.asked().get(29).outputTokens()).isLessThan(10);
			assertThat(this.limited.asked().get(0).inputTokens()).isZero();
		}
	}

	@Test
	@DisplayName("LIMIT-16 a message in one piece settles both")
	void messageSettlesBoth() {
		CallLimits limits = CallLimits.builder().inputTokensPerMinute(1000L).outputTokensPerMinute(1000L).build();
		try (ScriptedGateway gateway = ScriptedGateway
			.playing((response) -> response.respond(200, "application/json", Requests.MESSAGE))) {
			ApixoMessagesClient client = this.limited.builder(gateway, limits).build();
			for (int number = 0; number < 50; number++) {
				Outcome<Message> outcome = Outcome.of(client.create(Requests.hello()));
				assertThat(outcome.failure()).isNull();
			}
		}
	}

	@Test
	@DisplayName("LIMIT-16 a stream that ends before it is complete keeps its estimate")
	void incompleteStreamKeepsItsEstimate() {
		CallLimits limits = CallLimits.builder().outputTokensPerMinute(300L).maxWait(Duration.ZERO).build();
		Script incomplete = (response) -> response.respond(200, "text/event-stream", Requests.START);
		try (ScriptedGateway gateway = ScriptedGateway.playing(incomplete, LimitedClient.HELLO)) {
			ApixoMessagesClient client = this.limited.builder(gateway, limits).build();
			MessagesRequest request = Requests.hello().toBuilder().maxTokens(256).build();
			Outcome.of(client.stream(request)).failure(ApixoIncompleteStreamException.class);
			Outcome.of(client.stream(request)).failure(ApixoLimitException.class);
		}
	}

}

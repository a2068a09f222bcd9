package ai.apixo.client;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.util.context.Context;

import ai.apixo.client.connector.ConnectorThreads;
import ai.apixo.client.lifecycle.DeadlineClock;

/**
 * Reading a body as a whole.
 */
class CollectingBodyReceiverTests {

	private final GatewayExchange exchange = new GatewayExchange(TimeLimits.defaults(new BuilderSettingNames()),
			new DeadlineClock(), new ConnectorThreads(), "localhost", new SecretMask(Requests.KEY),
			new ResponseListener() {

				@Override
				public BodyReceiver onHead(ResponseHead head) {
					return BodyReceiver.DISCARDING;
				}

				@Override
				public void onFailure(Throwable failure) {
					throw new AssertionError(failure);
				}

			}, Context.empty());

	@Test
	@DisplayName("HTTP-22 whatever reading throws is signalled, so that nobody waits for ever")
	void tellsWhatReadingThrows() {
		Sinks.One<String> outcome = Sinks.one();
		CollectingBodyReceiver.ofMessage(this.exchange, 100, outcome, (body) -> {
			throw new IllegalStateException("Unforeseen");
		}).onEnd();
		StepVerifier.create(outcome.asMono()).verifyErrorMessage("Unforeseen");
	}

	@Test
	@DisplayName("HTTP-22 a body is told once: what comes after its end is ignored")
	void tellsOnce() {
		Sinks.One<String> outcome = Sinks.one();
		CollectingBodyReceiver<String> reader = CollectingBodyReceiver.ofMessage(this.exchange, 100, outcome,
				CollectingBodyReceiver.CollectedBody::text);
		reader.onEnd();
		reader.onFailure(new IllegalStateException("Too late"));
		StepVerifier.create(outcome.asMono()).expectNext("").verifyComplete();
	}

}

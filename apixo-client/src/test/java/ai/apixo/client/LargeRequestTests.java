package ai.apixo.client;

import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

import ai.apixo.AllocatedBytes;
import ai.apixo.client.encode.RequestBody;
import ai.apixo.client.encode.RequestEncoder;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.json.LazyMessagesJson;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A document in base64 arrives as it was added, and is copied once to be sent.
 */
@EachConnector
class LargeRequestTests {

	private static final String DOCUMENT = "JVBERi0xLjcK".repeat(30 * 1024 * 1024 / 12);

	private final TestConnector connector;

	LargeRequestTests(TestConnector connector) {
		this.connector = connector;
	}

	@Test
	void arrivesWholeAtEachAttempt() {
		try (ScriptedGateway gateway = ScriptedGateway.playing(
				(response) -> response.respond(429, "application/json", "{}"),
				(response) -> response.respond(200, "application/json", "{\"type\":\"message\",\"content\":[]}"))) {
			ApixoMessagesClient client = ApixoMessagesClient.builder()
				.apiKey(Requests.KEY)
				.baseUrl(gateway.url())
				.webClientBuilder(this.connector.webClient())
				.retry(Retries.attempts(2))
				.build();
			StepVerifier.create(client.create(request())).expectNextCount(1).verifyComplete();
			assertThat(gateway.requests()).hasSize(2).allSatisfy((request) -> {
				assertThat(request.body().length()).isGreaterThan(DOCUMENT.length());
				assertThat(request.body().contains(DOCUMENT)).isTrue();
				assertThat(request.header("content-length")).containsExactly(String.valueOf(request.body().length()));
			});
		}
	}

	@Test
	void isInMemoryOnce() {
		MessagesRequest request = request();
		RequestEncoder encoder = new RequestEncoder(new LazyMessagesJson(), null, null, false, null,
				new BuilderSettingNames());
		encoder.encode(MessagesRequest.builder().model("m").maxTokens(1).user("first").build(), true);
		long before = AllocatedBytes.ofThisThread();
		RequestBody body = encoder.encode(request, true).body();
		assertThat(AllocatedBytes.ofThisThread() - before).isLessThan(body.size() + 1024 * 1024L);
		assertThat(body.size()).isGreaterThan(DOCUMENT.length());
	}

	private static MessagesRequest request() {
		return MessagesRequest.builder().model("claude-asked").maxTokens(16).user(DOCUMENT).build();
	}

}

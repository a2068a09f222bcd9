package ai.apixo.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import ai.apixo.client.error.ApixoApiException;
import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.messages.InputMessage;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.OutputConfig;
import ai.apixo.messages.Thinking;
import ai.apixo.messages.content.RedactedThinkingBlock;
import ai.apixo.messages.content.TextBlock;
import ai.apixo.messages.content.ThinkingBlock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The request for another model.
 */
@EachConnector
class FallbackRequestTests {

	private final FallbackClient fallback;

	FallbackRequestTests(TestConnector connector) {
		this.fallback = new FallbackClient(connector);
	}

	@Test
	@DisplayName("FALL-5 the request for another model has neither thinking nor effort, the first one is untouched")
	void requestIsAdapted() {
		MessagesRequest request = MessagesRequest.builder()
			.model("x")
			.maxTokens(2000)
			.thinking(Thinking.enabled(1024))
			.outputConfig(OutputConfig.effort(ai.apixo.messages.Effort.HIGH))
			.user("One")
			.message(InputMessage.assistant(new ThinkingBlock("hm", "signature"), new TextBlock("Two")))
			.user("Three")
			.message(InputMessage.assistant(new RedactedThinkingBlock("data")))
			.user("Four")
			.build();
		this.fallback.models().put("x", FallbackClient.failing(529));
		assertThat(FallbackClient.servedBy(Outcome.of(this.fallback.client("a").stream(request)))).isEqualTo("a");
		assertThat(this.fallback.gateway().requests().get(0).body()).contains("thinking", "signature", "effort",
				"data");
		String adapted = this.fallback.gateway().requests().get(1).body();
		assertThat(adapted).doesNotContain("thinking", "signature", "effort", "output_config")
			.contains("One", "Two", "Three", "Four", "\"model\":\"a\"", "\"max_tokens\":2000", "\"stream\":true");
		assertThat(Pattern.compile("assistant").matcher(adapted).results()).as("an empty turn is left out").hasSize(1);
	}

	@Test
	@DisplayName("FALL-5 the user's own change sees the request with the model set")
	void ownChange() {
		this.fallback.models().put("x", FallbackClient.failing(529));
		List<MessagesRequest> seen = new CopyOnWriteArrayList<>();
		ModelFallback fallback = ModelFallback.to().then("a", (request) -> {
			seen.add(request);
			return request.toBuilder().maxTokens(7).build();
		});
		assertThat(FallbackClient
			.servedBy(Outcome.of(this.fallback.builder(fallback).build().stream(FallbackClient.to("x")))))
			.isEqualTo("a");
		assertThat(seen).containsExactly(FallbackClient.to("a"));
		assertThat(this.fallback.gateway().requests().get(1).body()).contains("\"max_tokens\":7");
	}

	@Test
	@DisplayName("FALL-5 what the user's own change throws ends the list")
	void failingChangeEndsTheList() {
		this.fallback.models().put("x", FallbackClient.failing(529));
		ModelFallback fallback = ModelFallback.to().then("a", (request) -> {
			throw new IllegalStateException("no");
		}).then("b", (request) -> request);
		ApixoApiException failure = Outcome.of(this.fallback.builder(fallback).build().stream(FallbackClient.to("x")))
			.failure(ApixoApiException.class);
		assertThat(failure.getSuppressed()).hasAtLeastOneElementOfType(IllegalStateException.class);
		assertThat(this.fallback.asked()).containsExactly("x");
	}

	static Stream<Error> errors() {
		return Stream.of(new NoClassDefFoundError("com/example/Change"), new StackOverflowError(),
				new AssertionError("no"));
	}

	@ParameterizedTest
	@MethodSource("errors")
	@DisplayName("FALL-5 whatever the user's own change throws, the call ends, and the model may be asked again")
	void errorInTheChangeEndsTheCall(Error error) {
		this.fallback.models().put("x", FallbackClient.failing(529));
		AtomicBoolean broken = new AtomicBoolean();
		ApixoMessagesClient client = this.fallback.builder(ModelFallback.to().then("a", (request) -> {
			if (broken.get()) {
				throw error;
			}
			return request;
		})).build();
		this.fallback.models().put("a", FallbackClient.failing(529));
		Outcome.of(client.stream(FallbackClient.to("x")));
		this.fallback.models().put("a", FallbackClient.STREAM);
		this.fallback.clock().advanceTimeBy(Duration.ofHours(1));
		broken.set(true);
		assertThat(Outcome.of(client.stream(FallbackClient.to("x"))).failure()).isInstanceOf(ApixoApiException.class);
		broken.set(false);
		assertThat(FallbackClient.servedBy(Outcome.of(client.stream(FallbackClient.to("x"))))).isEqualTo("a");
	}

	@Test
	@DisplayName("FALL-5 a model is named once")
	void modelIsNamedOnce() {
		assertThatExceptionOfType(ApixoConfigurationException.class).isThrownBy(() -> ModelFallback.to("a", "a"));
		assertThatExceptionOfType(ApixoConfigurationException.class).isThrownBy(() -> ModelFallback.to(" "));
		assertThat(ModelFallback.to("a", "b").models()).containsExactly("a", "b");
	}

}

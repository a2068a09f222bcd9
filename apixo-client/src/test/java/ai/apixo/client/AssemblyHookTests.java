package ai.apixo.client;

import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import org.springframework.core.NestedExceptionUtils;
import reactor.core.publisher.Hooks;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A hook of Reactor that throws while the operators of a call are put together.
 */
class AssemblyHookTests {

	private static final String HOOK = AssemblyHookTests.class.getName();

	private final ApixoMessagesClient client = ApixoMessagesClient.builder()
		.baseUrl("http://127.0.0.1:1")
		.apiKey(Requests.KEY)
		.build();

	static Stream<Arguments> cases() {
		Stream<Function<ApixoMessagesClient, Publisher<?>>> calls = Stream
			.of((client) -> client.stream(Requests.hello()), (client) -> client.create(Requests.hello()));
		return calls.flatMap((call) -> Stream.<Runnable>of(() -> {
			throw new IllegalStateException("thrown");
		}, () -> {
			throw new NoClassDefFoundError("thrown");
		}, () -> {
			throw new OutOfMemoryError("thrown");
		}).map((hook) -> Arguments.of(call, hook)));
	}

	@AfterEach
	void removeHook() {
		Hooks.resetOnEachOperator(HOOK);
	}

	@ParameterizedTest
	@MethodSource("cases")
	@DisplayName("HTTP-22 a hook that throws while a call is put together ends it with one signal")
	void endsOnce(Function<ApixoMessagesClient, Publisher<?>> call, Runnable hook) {
		Publisher<?> assembled = call.apply(this.client);
		Hooks.onEachOperator(HOOK, (publisher) -> {
			if (this.client.activity().openCalls() > 0) {
				hook.run();
			}
			return publisher;
		});
		StepVerifier.create(assembled)
			.expectErrorSatisfies(
					(failure) -> assertThat(NestedExceptionUtils.getMostSpecificCause(failure)).hasMessage("thrown"))
			.verify(Duration.ofSeconds(20));
		assertThat(this.client.activity().openCalls()).isZero();
	}

}

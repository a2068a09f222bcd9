package ai.apixo.test;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import ai.apixo.messages.Message;
import ai.apixo.messages.StopReason;
import ai.apixo.messages.Usage;
import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.event.StreamEvent;

import static ai.apixo.test.Reply.error;
import static ai.apixo.test.Reply.hangUp;
import static ai.apixo.test.Reply.reply;
import static ai.apixo.test.Reply.response;
import static ai.apixo.test.Reply.silence;
import static ai.apixo.test.Reply.sse;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * What makes no sense fails where it is written, with a sentence that says why.
 */
@SuppressWarnings("NullAway")
class NonsenseRulesTests {

	static List<Supplier<Reply>> nonsense() {
		return List.of(() -> error(429).text("x"), () -> reply().cut().reset(), () -> reply().text("x").cut().text("y"),
				() -> silence().cut(), () -> hangUp().header("x", "y"), () -> sse("x").take(1), () -> sse("x").ping(),
				() -> error(429).error("api_error"), () -> response(200, "x", "y").withoutEventNames(),
				() -> hangUp().splitEvery(1), () -> silence().retryAfter(Duration.ZERO));
	}

	@ParameterizedTest
	@MethodSource("nonsense")
	@DisplayName("KIT-17 what makes no sense fails where it is written")
	void nonsenseFailsWhereItIsWritten(Supplier<Reply> reply) {
		assertThatIllegalStateException().isThrownBy(reply::get).withMessageContaining(": ");
	}

	static List<Supplier<Reply>> wrongArguments() {
		return List.of(() -> reply().splitEvery(0), () -> reply().take(-1), () -> error(200),
				() -> response(100, "x", ""), () -> reply().pace(Duration.ofMillis(-1)),
				() -> reply().delay(Duration.ofMillis(-1)), () -> error(429).retryAfter(Duration.ofMillis(-1)),
				() -> reply().header(" ", "x"), () -> reply().header("x y", "z"),
				() -> reply().header("x", "a\r\nb: c"), () -> reply().header("x", "a\0b"),
				() -> reply().header("x", "a\fb"), () -> reply().header("x", "\u4e16"),
				() -> response(200, "text/plain\r\nx: y", "z"), () -> reply().error(""), () -> reply().error(" "),
				() -> reply().usage(-1, 1), () -> reply().usage(1, -1),
				() -> reply().usage(Usage.builder().inputTokens(1L).outputTokens(-1L).build()));
	}

	@ParameterizedTest
	@MethodSource("wrongArguments")
	@DisplayName("KIT-17 arguments that make no sense fail where they are written")
	void wrongArgumentsFailWhereTheyAreWritten(Supplier<Reply> reply) {
		assertThatIllegalArgumentException().isThrownBy(reply::get).withMessageContaining(": ");
	}

	static List<ThrowingCallable> nulls() {
		MockApixoGateway gateway = MockApixoGateway.inMemory();
		Recording recording = Recording.of(Path.of("x"));
		return List.of(() -> gateway.enqueue((Reply) null), () -> gateway.enqueueHeld(null), () -> gateway.when(null),
				() -> gateway.when((request) -> true).reply((Reply) null),
				() -> gateway.when((request) -> true).reply((Function<ReceivedRequest, Reply>) null),
				() -> gateway.when((request) -> true).replyHeld(null), () -> gateway.replay(null),
				() -> gateway.record(null, "http://localhost", "k"), () -> gateway.record(recording, null, "k"),
				() -> gateway.record(recording, "http://localhost", null), () -> Recording.of(null),
				() -> recording.test(null), () -> recording.mask((String) null), () -> reply((Message) null),
				() -> reply().text((String) null), () -> reply().text((String[]) null), () -> reply().text("x", null),
				() -> reply().thinking(null, "x"), () -> reply().thinking("x", null), () -> reply().toolUse("x", null),
				() -> reply().toolUse(null, Map.of()), () -> reply().toolUseJson("x", (String) null),
				() -> reply().block((ContentBlock) null), () -> reply().event((StreamEvent) null),
				() -> reply().event((String) null), () -> reply().id(null), () -> reply().model(null),
				() -> reply().stopReason((StopReason) null), () -> reply().usage((Usage) null),
				() -> reply().error((String) null), () -> error(400, null, "x"), () -> error(400, "x", null),
				() -> response(200, null, "x"), () -> response(200, "x", null), () -> sse((String) null),
				() -> sse((byte[]) null), () -> reply().header(null, "x"), () -> reply().header("x", (String) null),
				() -> reply().retryAfter(null), () -> reply().delay(null), () -> reply().pace(null));
	}

	@ParameterizedTest
	@MethodSource("nulls")
	@DisplayName("KIT-17 a null fails where it is written, and says what must not be null")
	void nullFailsWhereItIsWritten(ThrowingCallable call) {
		assertThatNullPointerException().isThrownBy(call).withMessageContaining("must not be null");
	}

	@ParameterizedTest
	@MethodSource("baseUrlsThatAreNone")
	@DisplayName("KIT-32 a base URL that is none is refused before anything is recorded")
	void baseUrlThatIsNoneIsRefused(String baseUrl) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> MockApixoGateway.inMemory().record(Recording.of(Path.of("x")), baseUrl, "k"))
			.withMessageContaining(baseUrl);
	}

	static List<String> baseUrlsThatAreNone() {
		return List.of("", "foo", "localhost:8080", "ftp://localhost", "http://", "ht tp://localhost");
	}

}

package ai.apixo.client;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import ai.apixo.client.ScriptedGateway.Script;
import ai.apixo.client.error.ApixoIncompleteStreamException;
import ai.apixo.tool.RunFinished;
import ai.apixo.tool.ToolFinished;
import ai.apixo.tool.ToolFunction;
import ai.apixo.tool.ToolRunEvent;
import ai.apixo.tool.ToolRunStatus;
import ai.apixo.tool.ToolRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs of tools over real sockets.
 */
@EachConnector
class RunOverTheWireTests {

	private static final String CALL = Requests.START
			+ """
					event: content_block_start
					data: {"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"toolu_1","name":"clock","input":{}}}

					event: content_block_delta
					data: {"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{\\"zone\\":\\"UTC\\",\\"n\\":1.10}"}}

					event: content_block_stop
					data: {"type":"content_block_stop","index":0}

					""";

	private static final String STOP = """
			event: message_delta
			data: {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":2}}

			event: message_stop
			data: {"type":"message_stop"}

			""";

	private final TestConnector connector;

	RunOverTheWireTests(TestConnector connector) {
		this.connector = connector;
	}

	private static void call(ScriptedResponse response) throws IOException {
		response.startStream().chunk(CALL + STOP).endStream();
	}

	private static void text(ScriptedResponse response) throws IOException {
		response.startStream().chunk(Requests.SHORT_STREAM).endStream();
	}

	private ToolRunner runner(ScriptedGateway gateway, ToolFunction function) {
		return ToolRunner.builder(this.connector.client(gateway).idleTimeout(Duration.ofSeconds(1)).build())
			.tools(function)
			.build();
	}

	@Test
	@DisplayName("TOOL-4 TOOL-11 the arguments go back with every digit, and no limit of a call runs while tools run")
	void runGoesOverTheWire() {
		ToolFunction clock = ToolFunction.of("clock", "Tells the time.",
				() -> Mono.delay(Duration.ofMillis(1500)).thenReturn("12:00"));
		try (ScriptedGateway gateway = ScriptedGateway.playing(RunOverTheWireTests::call, RunOverTheWireTests::text)) {
			List<ToolRunEvent> events = Outcome.of(runner(gateway, clock).stream(Requests.hello())).elements();
			assertThat(((RunFinished) events.get(events.size() - 1)).run().status()).isEqualTo(ToolRunStatus.COMPLETED);
			assertThat(gateway.requests()).hasSize(2);
			assertThat(gateway.requests().get(1).body()).contains("\"input\":{\"zone\":\"UTC\",\"n\":1.10}")
				.contains("\"tool_use_id\":\"toolu_1\",\"content\":\"12:00\"")
				.contains("\"cache_control\":{\"type\":\"ephemeral\"}");
		}
	}

	@Test
	@DisplayName("TOOL-18 a function that blocks holds up no thread of the connector")
	void blockingFunctionIsOnAnotherThread() {
		ToolFunction clock = ToolFunction.of("clock", "Tells the time.",
				() -> String.valueOf(Schedulers.isInNonBlockingThread()));
		try (ScriptedGateway gateway = ScriptedGateway.playing(RunOverTheWireTests::call, RunOverTheWireTests::text)) {
			List<ToolRunEvent> events = Outcome.of(runner(gateway, clock).stream(Requests.hello())).elements();
			assertThat(events.stream().filter(ToolFinished.class::isInstance)).singleElement()
				.satisfies((event) -> assertThat(((ToolFinished) event).result().content())
					.hasToString("Content[TextBlock[length=5, citations=0]]"));
		}
	}

	@Test
	@DisplayName("TOOL-33 the end of the connection after a whole call executes nothing")
	void cutAfterACall() {
		Latch executed = new Latch();
		ToolFunction clock = ToolFunction.of("clock", "Tells the time.", () -> {
			executed.release();
			return "";
		});
		try (ScriptedGateway gateway = ScriptedGateway
			.playing((response) -> response.startStream().chunk(CALL).finish())) {
			StepVerifier.create(runner(gateway, clock).stream(Requests.hello()))
				.thenConsumeWhile((event) -> true)
				.verifyErrorSatisfies((failure) -> assertThat(failure).isInstanceOfSatisfying(
						ApixoIncompleteStreamException.class, (cut) -> assertThat(cut.partialMessage()).isNotNull()));
		}
		assertThat(executed.isReleased()).isFalse();
	}

	@Test
	@DisplayName("TOOL-34 a cancel within an answer closes the connection")
	void cancelClosesTheConnection() {
		Latch begun = new Latch();
		Latch closed = new Latch();
		Script stalled = (response) -> {
			response.startStream().chunk(CALL);
			response.awaitClose();
			closed.release();
		};
		try (ScriptedGateway gateway = ScriptedGateway.playing(stalled)) {
			Disposable subscription = runner(gateway, ToolFunction.of("clock", "d", () -> "")).stream(Requests.hello())
				.subscribe((event) -> begun.release());
			begun.await();
			subscription.dispose();
			closed.await();
			assertThat(gateway.requests()).hasSize(1);
		}
	}

	@Test
	@DisplayName("TOOL-34 a cancel while a tool runs leaves no call open and sends nothing more")
	void cancelWhileAToolRuns() {
		Latch begun = new Latch();
		Latch disposed = new Latch();
		ToolFunction clock = ToolFunction.of("clock", "d",
				() -> Mono.never().doOnSubscribe((subscription) -> begun.release()).doOnCancel(disposed::release));
		try (ScriptedGateway gateway = ScriptedGateway.playing(RunOverTheWireTests::call)) {
			ApixoMessagesClient client = this.connector.client(gateway).build();
			Disposable subscription = ToolRunner.builder(client)
				.tools(clock)
				.build()
				.stream(Requests.hello())
				.subscribe();
			begun.await();
			assertThat(client.activity().openCalls()).isZero();
			subscription.dispose();
			disposed.await();
			assertThat(gateway.requests()).hasSize(1);
		}
	}

}

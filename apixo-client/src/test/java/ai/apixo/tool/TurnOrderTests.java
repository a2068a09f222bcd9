package ai.apixo.tool;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import ai.apixo.client.NoLeaksOrDroppedErrors;
import ai.apixo.messages.content.Content;
import ai.apixo.messages.content.ToolResultBlock;
import ai.apixo.messages.event.MessageStop;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * In which order things happen, and what has to be asked for first.
 */
@ExtendWith(NoLeaksOrDroppedErrors.class)
class TurnOrderTests {

	private final List<String> invoked = new CopyOnWriteArrayList<>();

	private final ToolFunction clock = ToolFunction.of("clock", "Tells the time in a city.", City.class, (city) -> {
		this.invoked.add(city.city());
		return "12:00 in " + city.city();
	});

	@Test
	@DisplayName("TOOL-1 all events of an answer, then its call from start to result, then the end of the turn")
	void turnIsAnAnswerAndItsCalls() {
		ScriptedAnswer first = ScriptedAnswer.call("toolu_1", "clock", "{'city':'Lisbon'}");
		ScriptedAnswer second = ScriptedAnswer.text("Noon.");
		ScriptedModel model = ScriptedModel.saying(first, second);
		List<ToolRunEvent> events = collect(model.runner(this.clock).build().stream(ScriptedAnswer.question()));
		assertThat(model(events, 1)).isEqualTo(first.events());
		assertThat(model(events, 2)).isEqualTo(second.events());
		List<ToolRunEvent> others = events.stream().filter((event) -> !(event instanceof ModelEvent)).toList();
		assertThat(others).extracting(ToolRunEvent::turn).containsExactly(1, 1, 1, 2);
		assertThat(others.get(0)).isInstanceOf(ToolStarted.class);
		assertThat(others.get(1)).isInstanceOfSatisfying(ToolFinished.class, (finished) -> assertThat(finished.result())
			.isEqualTo(ToolResultBlock.of("toolu_1", "12:00 in Lisbon")));
		assertThat(others.get(2)).isInstanceOfSatisfying(TurnFinished.class,
				(finished) -> assertThat(finished.run().status()).isEqualTo(ToolRunStatus.CONTINUING));
		assertThat(events.get(events.size() - 1)).isInstanceOfSatisfying(RunFinished.class,
				(finished) -> assertThat(finished.run().status()).isEqualTo(ToolRunStatus.COMPLETED));
	}

	@Test
	@DisplayName("TOOL-1 the calls of a turn interleave, each in its own order")
	void callsInterleave() {
		ToolFunction count = ToolFunction.of("count", "Counts.", () -> Flux.range(1, 3));
		ScriptedModel model = ScriptedModel.saying(
				ScriptedAnswer.begin().use("toolu_1", "count").use("toolu_2", "count").end("tool_use"),
				ScriptedAnswer.text("Done."));
		List<ToolRunEvent> events = collect(model.runner(count).build().stream(ScriptedAnswer.question()));
		for (String id : List.of("toolu_1", "toolu_2")) {
			assertThat(ofCall(events, id)).extracting((event) -> event.getClass().getSimpleName())
				.containsExactly("ToolStarted", "ToolProgress", "ToolProgress", "ToolProgress", "ToolFinished");
		}
	}

	@Test
	@DisplayName("TOOL-2 a tool starts only after message_stop")
	void toolStartsAfterTheAnswer() {
		AtomicInteger invokedBeforeStop = new AtomicInteger(-1);
		ScriptedAnswer answer = ScriptedAnswer.call("toolu_1", "clock", "{'city':'Lisbon'}");
		ScriptedModel model = new ScriptedModel().then(answer.stream().doOnNext((event) -> {
			if (event instanceof MessageStop) {
				invokedBeforeStop.set(this.invoked.size());
			}
		})).then(ScriptedAnswer.text("Noon.").stream());
		collect(model.runner(this.clock).build().stream(ScriptedAnswer.question()));
		assertThat(invokedBeforeStop).hasValue(0);
		assertThat(this.invoked).containsExactly("Lisbon");
	}

	@Test
	@DisplayName("TOOL-3 nothing is sent and nothing is executed before an event beyond those delivered is requested")
	void eventsArePulled() {
		ScriptedAnswer first = ScriptedAnswer.call("toolu_1", "clock", "{'city':'Lisbon'}");
		ScriptedModel model = ScriptedModel.saying(first, ScriptedAnswer.text("Noon."));
		StepVerifier.create(model.runner(this.clock).build().stream(ScriptedAnswer.question()), 0)
			.expectSubscription()
			.then(() -> assertThat(model.requests()).isEmpty())
			.thenRequest(first.events().size())
			.expectNextCount(first.events().size())
			.then(() -> assertThat(this.invoked).isEmpty())
			.thenRequest(1)
			.expectNextMatches(ToolStarted.class::isInstance)
			.thenRequest(1)
			.expectNextMatches(ToolFinished.class::isInstance)
			.thenRequest(1)
			.expectNextMatches(TurnFinished.class::isInstance)
			.then(() -> assertThat(model.requests()).hasSize(1))
			.thenRequest(1)
			.expectNextMatches(ModelEvent.class::isInstance)
			.then(() -> assertThat(model.requests()).hasSize(2))
			.thenRequest(Long.MAX_VALUE)
			.thenConsumeWhile((event) -> true)
			.verifyComplete();
	}

	@Test
	@DisplayName("TOOL-3 each further tool of a turn starts only when its own start is asked for")
	void furtherToolsArePulled() {
		ScriptedAnswer first = ScriptedAnswer.begin()
			.use("toolu_1", "clock", "{'city':'Lisbon'}")
			.use("toolu_2", "clock", "{'city':'Tokyo'}")
			.end("tool_use");
		ScriptedModel model = ScriptedModel.saying(first, ScriptedAnswer.text("Noon."));
		StepVerifier.create(model.runner(this.clock).concurrency(1).build().stream(ScriptedAnswer.question()), 0)
			.thenRequest(first.events().size() + 2)
			.expectNextCount(first.events().size() + 2)
			.then(() -> assertThat(this.invoked).containsExactly("Lisbon"))
			.thenRequest(2)
			.expectNextCount(2)
			.then(() -> assertThat(this.invoked).containsExactly("Lisbon", "Tokyo"))
			.thenCancel()
			.verify();
	}

	@Test
	@DisplayName("TOOL-3 concatMap(save, 0) stores each turn before the next one costs anything")
	void turnIsStoredBeforeTheNextOne() {
		ScriptedModel model = ScriptedModel.saying(ScriptedAnswer.call("toolu_1", "clock", "{'city':'Lisbon'}"),
				ScriptedAnswer.text("Noon."));
		List<Integer> requestsWhenStored = new CopyOnWriteArrayList<>();
		collect(model.runner(this.clock)
			.build()
			.stream(ScriptedAnswer.question())
			.concatMap((event) -> (event instanceof TurnFinished)
					? Mono.fromRunnable(() -> requestsWhenStored.add(model.requests().size())).thenReturn(event)
					: Mono.just(event), 0));
		assertThat(requestsWhenStored).containsExactly(1);
	}

	@Test
	@DisplayName("TOOL-4 the runner calls stream and nothing else, also through run")
	void onlyStreamIsCalled() {
		ScriptedModel model = ScriptedModel.saying(ScriptedAnswer.call("toolu_1", "clock", "{'city':'Lisbon'}"),
				ScriptedAnswer.text("Noon."));
		StepVerifier.create(model.runner(this.clock).build().run(ScriptedAnswer.question())).assertNext((run) -> {
			assertThat(run.status()).isEqualTo(ToolRunStatus.COMPLETED);
			assertThat(run.lastMessage().text()).isEqualTo("Noon.");
			assertThat(run.turns()).isEqualTo(2);
			assertThat(run.toolCalls()).isEqualTo(1);
			assertThat(run.usage().outputTokens()).isEqualTo(14);
		}).verifyComplete();
		assertThat(model.requests()).hasSize(2);
	}

	@Test
	@DisplayName("TOOL-12 TOOL-38 a client and a function are all it takes, and the result is in the next request")
	void resultIsSent() {
		ScriptedModel model = ScriptedModel.saying(ScriptedAnswer.call("toolu_1", "clock", "{'city':'Lisbon'}"),
				ScriptedAnswer.text("Noon."));
		ToolRunner runner = ToolRunner.builder(model).tools(this.clock).build();
		collect(runner.stream(ScriptedAnswer.question()));
		assertThat(model.request(1).tools()).hasSize(1);
		assertThat(model.request(2).messages()).hasSize(3);
		assertThat(((ToolResultBlock) model.request(2).messages().get(2).content().blocks().get(0)).content())
			.isEqualTo(Content.of("12:00 in Lisbon"));
	}

	private static List<ToolRunEvent> collect(Flux<ToolRunEvent> events) {
		return Runs.collect(events);
	}

	private static List<Object> model(List<ToolRunEvent> events, int turn) {
		return events.stream()
			.filter((event) -> event.turn() == turn && event instanceof ModelEvent)
			.<Object>map((event) -> ((ModelEvent) event).event())
			.toList();
	}

	private static List<ToolRunEvent> ofCall(List<ToolRunEvent> events, String id) {
		return events.stream().filter((event) -> id.equals(Runs.callOf(event))).toList();
	}

	record City(String city) {
	}

}

package ai.apixo.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.Message;
import ai.apixo.messages.content.TextBlock;
import ai.apixo.messages.content.ToolUseBlock;
import ai.apixo.messages.event.ContentBlockDelta;
import ai.apixo.messages.event.ContentBlockStart;
import ai.apixo.messages.event.ContentBlockStop;
import ai.apixo.messages.event.InputJsonDelta;
import ai.apixo.messages.event.MessageStart;
import ai.apixo.messages.event.MessageStop;
import ai.apixo.messages.event.Ping;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.messages.event.TextDelta;
import ai.apixo.messages.raw.ExactJson;

import static org.assertj.core.api.Assertions.assertThat;

class StreamViewsTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private static final JsonNode NO_INPUT = ExactJson.parse("{}");

	private static final StreamEvent START = new MessageStart(Message.builder().id("msg_1").model("claude-x").build());

	private final Flux<StreamEvent> text = Flux.just(START, new ContentBlockStart(0, new TextBlock("")), text(0, "Hi"),
			new Ping(), text(0, ""), text(0, "!"), new ContentBlockStop(0), new MessageStop());

	@Test
	void accumulatingPassesTheEventsOnAndHandsOverTheMessage() {
		List<Message> messages = new ArrayList<>();
		Flux<StreamEvent> view = this.text.transform(StreamViews.accumulating(messages::add));
		assertThat(messages).isEmpty();
		for (int subscription = 1; subscription <= 2; subscription++) {
			StepVerifier.create(view)
				.expectNextSequence(this.text.collectList().blockOptional(LIMIT).orElseThrow())
				.expectComplete()
				.verify(LIMIT);
			assertThat(messages).extracting(Message::text).hasSize(subscription).containsOnly("Hi!");
		}
	}

	@Test
	void accumulatingHandsOverNothingWhenTheStreamFailsOrBreaksOff() {
		List<Message> messages = new ArrayList<>();
		StepVerifier
			.create(this.text.take(3)
				.concatWith(Flux.error(new IllegalStateException("cut")))
				.transform(StreamViews.accumulating(messages::add)))
			.expectNextCount(3)
			.expectErrorMessage("cut")
			.verify(LIMIT);
		StepVerifier.create(this.text.take(3).transform(StreamViews.accumulating(messages::add)))
			.expectNextCount(3)
			.expectComplete()
			.verify(LIMIT);
		assertThat(messages).isEmpty();
	}

	@Test
	void whatTheConsumerThrowsFailsTheStream() {
		StepVerifier.create(this.text.transform(StreamViews.accumulating((message) -> {
			throw new IllegalStateException("full");
		}))).expectNextCount(8).expectErrorMessage("full").verify(LIMIT);
	}

	@Test
	void runningTextGrowsWithEachPiece() {
		StepVerifier.create(this.text.transform(StreamViews.runningText()))
			.expectNext("Hi", "Hi!")
			.expectComplete()
			.verify(LIMIT);
	}

	@Test
	void runningTextCountsWhatABlockStartsWithAndJoinsBlocksByIndex() {
		Flux<StreamEvent> events = Flux.just(START, new ContentBlockStart(1, new TextBlock("c")),
				new ContentBlockStart(0, new TextBlock("a")), text(0, "b"));
		StepVerifier.create(events.transform(StreamViews.runningText()))
			.expectNext("c", "ac", "abc")
			.expectComplete()
			.verify(LIMIT);
	}

	@Test
	void toolUsesGrowUntilTheirArgumentsAreComplete() {
		ToolUseBlock start = new ToolUseBlock("toolu_1", "tide_table", NO_INPUT);
		Flux<StreamEvent> events = Flux.just(START, new ContentBlockStart(0, new TextBlock("a")), text(0, "b"),
				new ContentBlockStop(0), new ContentBlockStart(1, start), json("{\"ci"), json("ty\":\"Brest\"}"),
				new ContentBlockStop(1), new MessageStop());
		StepVerifier.create(events.transform(StreamViews.growingToolUses()))
			.expectNext(start, start.withInput(NO_INPUT, "{\"ci"), start.withInput(NO_INPUT, "{\"city\":\"Brest\"}"),
					start.withInput(ExactJson.parse("{\"city\":\"Brest\"}"), null))
			.expectComplete()
			.verify(LIMIT);
	}

	@Test
	void demandAndCancellationReachTheSource() {
		TestPublisher<StreamEvent> source = TestPublisher.create();
		StepVerifier.create(source.flux().transform(StreamViews.runningText()), 1)
			.then(() -> this.text.subscribe(source::next))
			.expectNext("Hi")
			.thenCancel()
			.verify(LIMIT);
		source.assertCancelled();
	}

	private static StreamEvent text(int index, String text) {
		return new ContentBlockDelta(index, new TextDelta(text));
	}

	private static StreamEvent json(String partialJson) {
		return new ContentBlockDelta(1, new InputJsonDelta(partialJson));
	}

}

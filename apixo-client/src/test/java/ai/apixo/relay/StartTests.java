package ai.apixo.relay;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.client.NoLeaksOrDroppedErrors;
import ai.apixo.messages.content.TextBlock;
import ai.apixo.messages.event.ContentBlockStart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * How runs start, and what becomes of the events of their sources.
 */
@ExtendWith(NoLeaksOrDroppedErrors.class)
class StartTests {

	private final RelayId id = RelayId.random("ada");

	private final Source source = new Source();

	@EachStore
	@DisplayName("RELAY-1 nothing happens before start is subscribed to, and then the source is, once")
	void startIsCold(TestStore store) {
		ApixoRelay relay = store.relay();
		Mono<Boolean> start = relay.start(this.id, this.source.flux());
		assertThat(relay.state(this.id).blockOptional()).isEmpty();
		assertThat(this.source.subscriptions()).isZero();
		StepVerifier.create(start).expectNext(true).verifyComplete();
		assertThat(this.source.subscriptions()).isOne();
		assertThat(Runs.state(relay, this.id)).isEqualTo(RelayState.RUNNING);
	}

	@EachStore
	@DisplayName("RELAY-1 the source sees the Reactor context of whoever starts the run")
	void sourceSeesTheContext(TestStore store) {
		ApixoRelay relay = store.relay();
		Flux<String> fromContext = Flux.deferContextual((context) -> Flux.just(context.<String>get("user")));
		relay.start(this.id, fromContext).contextWrite((context) -> context.put("user", "ada")).block();
		assertThat(Page.open(relay, this.id).awaitComplete().data()).containsExactly("\"ada\"");
	}

	@EachStore
	@DisplayName("RELAY-1 a run goes on when its caller has left")
	void runOutlivesItsCaller(TestStore store) {
		ApixoRelay relay = store.relay();
		relay.start(this.id, this.source.flux()).subscribe().dispose();
		await().until(() -> this.source.subscriptions() == 1);
		this.source.emit("a").complete();
		assertThat(Page.open(relay, this.id).awaitComplete().data()).containsExactly("\"a\"");
		assertThat(this.source.cancelled().isReleased()).isFalse();
	}

	@EachStore
	@DisplayName("RELAY-2 an id that exists, running or ended, is not started again")
	void existingIdIsNotStartedAgain(TestStore store) {
		ApixoRelay relay = store.relay();
		Source other = new Source();
		assertThat(Runs.start(relay, this.id, this.source.flux())).isTrue();
		assertThat(Runs.start(relay, this.id, other.flux())).isFalse();
		this.source.complete();
		Page.open(relay, this.id).awaitComplete();
		assertThat(Runs.start(relay, this.id, other.flux())).isFalse();
		assertThat(other.subscriptions()).isZero();
	}

	@EachStore
	@DisplayName("RELAY-2 of any number of starts at the same time exactly one starts the run")
	void oneOfManyStarts(TestStore store) {
		ApixoRelay relay = store.relay();
		AtomicInteger subscriptions = new AtomicInteger();
		Flux<String> counted = Flux.<String>never().doOnSubscribe((subscription) -> subscriptions.incrementAndGet());
		List<Boolean> outcomes = Flux.range(0, 40)
			.flatMap((i) -> relay.start(this.id, counted).subscribeOn(Schedulers.boundedElastic()), 40)
			.collectList()
			.block();
		assertThat(outcomes).hasSize(40).containsOnlyOnce(true);
		assertThat(subscriptions).hasValue(1);
	}

	@EachStore
	@DisplayName("RELAY-2 after the time to live the id is free again")
	void idIsFreeAfterTheTimeToLive(TestStore store) {
		ApixoRelay relay = store.builder().timeToLive(Duration.ofMillis(300)).build();
		Runs.start(relay, this.id, Flux.just("a"));
		await().until(() -> relay.state(this.id).blockOptional().isEmpty());
		assertThat(Runs.start(relay, this.id, Flux.just("b"))).isTrue();
		assertThat(Page.open(relay, this.id).awaitComplete().data()).containsExactly("\"b\"");
	}

	@EachStore
	@DisplayName("RELAY-3 watch, stop and state start nothing")
	void nothingElseStartsARun(TestStore store) {
		ApixoRelay relay = store.relay();
		Page.open(relay, this.id).awaitComplete();
		assertThat(Runs.stop(relay, this.id)).isFalse();
		assertThat(relay.state(this.id).blockOptional()).isEmpty();
		assertThat(relay.activity().running()).isZero();
		assertThat(Runs.start(relay, this.id, this.source.flux())).isTrue();
	}

	@EachStore
	@DisplayName("RELAY-5 the source is asked for a batch, whatever watchers ask for, and for more as it is written")
	void sourceIsAskedForBatches(TestStore store) {
		ApixoRelay relay = store.relay();
		Runs.start(relay, this.id, this.source.flux());
		Page lazy = Page.open(relay, this.id, null, 0);
		await().until(() -> this.source.requested() == 256);
		for (int i = 0; i < 1000; i++) {
			this.source.emit(i);
		}
		await().until(() -> this.source.requested() > 1000);
		assertThat(this.source.requested()).isLessThanOrEqualTo(1256);
		this.source.complete();
		assertThat(Page.open(relay, this.id).awaitComplete().data()).hasSize(1000);
		assertThat(lazy.frames()).isEmpty();
	}

	@EachStore
	@DisplayName("RELAY-6 events are written in the form of the wire, texts as JSON strings, each on one line")
	void eventsAreJson(TestStore store) {
		JsonMapper mapper = JsonMapper.builder()
			.enable(SerializationFeature.INDENT_OUTPUT)
			.propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
			.build();
		ApixoRelay relay = store.builder().jsonMapper(mapper).build();
		ContentBlockStart start = new ContentBlockStart(0, new TextBlock(""));
		Runs.start(relay, this.id, Flux.just(start, " a\nb", new Step(1, "x"), "\ud83d"));
		assertThat(Page.open(relay, this.id).awaitComplete().data()).containsExactly(
				"{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}",
				"\" a\\nb\"", "{\"Number\":1,\"Name\":\"x\"}", "\"\\uD83D\"");
	}

	@EachStore
	@DisplayName("RELAY-6 an event is encoded once, however many watch")
	void eventIsEncodedOnce(TestStore store) {
		ApixoRelay relay = store.relay();
		AtomicInteger encodings = new AtomicInteger();
		Runs.start(relay, this.id, this.source.flux());
		List<Page> pages = List.of(Page.open(relay, this.id), Page.open(relay, this.id), Page.open(relay, this.id));
		this.source.emit(new Counted(encodings)).complete();
		assertThat(pages).allSatisfy((page) -> assertThat(page.awaitComplete().data()).hasSize(1));
		assertThat(encodings).hasValue(1);
	}

	@EachStore
	@DisplayName("RELAY-6 an event that cannot be written cancels the source and fails the run")
	void unwritableEventFailsTheRun(TestStore store) {
		ApixoRelay relay = store.relay();
		Runs.start(relay, this.id, this.source.flux());
		this.source.emit("a", new Unwritable());
		this.source.cancelled().await();
		Page page = Page.open(relay, this.id).awaitComplete();
		assertThat(page.data()).containsExactly("\"a\"");
		assertThat(page.end()).startsWith("{\"state\":\"failed\",\"error\":\"").doesNotContain("secret");
	}

	@EachStore
	@DisplayName("RELAY-6 an event whose serializer cannot be linked cancels the source and fails the run")
	void eventThatCannotBeLinkedFailsTheRun(TestStore store) {
		ApixoRelay relay = store.relay();
		Runs.start(relay, this.id, this.source.flux());
		this.source.emit("a", new Unlinked("b"));
		this.source.cancelled().await();
		Page page = Page.open(relay, this.id).awaitComplete();
		assertThat(page.data()).containsExactly("\"a\"");
		assertThat(page.end()).startsWith("{\"state\":\"failed\",\"error\":\"").doesNotContain("secret");
	}

	@EachStore
	@DisplayName("RELAY-6 a run above its maximum size fails")
	void tooLargeARunFails(TestStore store) {
		ApixoRelay relay = store.builder().maxSize(DataSize.ofBytes(10)).build();
		Runs.start(relay, this.id, this.source.flux());
		this.source.emit("1234", "5678");
		this.source.cancelled().await();
		Page page = Page.open(relay, this.id).awaitComplete();
		assertThat(page.data()).containsExactly("\"1234\"");
		assertThat(page.end()).isEqualTo("{\"state\":\"failed\",\"error\":\"ApixoLimitException\"}");
	}

	@Test
	@DisplayName("RELAY-1 a source that emits at once is asked after the start is known")
	void startIsKnownBeforeTheFirstEvent() {
		ApixoRelay relay = TestStore.MEMORY.relay();
		AtomicReference<String> order = new AtomicReference<>("");
		Flux<Integer> eager = Flux.just(1).doOnNext((event) -> order.accumulateAndGet("event", String::concat));
		relay.start(this.id, eager).doOnNext((started) -> order.accumulateAndGet("started ", String::concat)).block();
		assertThat(order).hasValue("started event");
	}

	record Step(int number, String name) {

	}

	record Counted(AtomicInteger encodings) {

		@Override
		public AtomicInteger encodings() {
			this.encodings.incrementAndGet();
			return this.encodings;
		}

	}

	record Unwritable(Map<String, Object> self) {

		Unwritable() {
			this(new HashMap<>());
			this.self.put("secret", this.self);
		}

	}

	record Unlinked(String text) {

		@Override
		public String text() {
			throw new NoClassDefFoundError("secret");
		}

	}

}

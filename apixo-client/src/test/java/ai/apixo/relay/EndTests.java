package ai.apixo.relay;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import reactor.test.scheduler.VirtualTimeScheduler;

import ai.apixo.client.Latch;
import ai.apixo.client.NoLeaksOrDroppedErrors;
import ai.apixo.client.error.ApixoRelayException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * How runs end, and what becomes of them.
 */
@ExtendWith(NoLeaksOrDroppedErrors.class)
class EndTests {

	private final RelayId id = RelayId.random("ada");

	private final Source source = new Source();

	@EachStore
	@DisplayName("RELAY-19 a run ends as its source does")
	void runEndsAsItsSourceDoes(TestStore store) {
		ApixoRelay relay = store.relay();
		RelayId failed = RelayId.random("ada");
		Runs.start(relay, this.id, Flux.empty());
		Runs.start(relay, failed, Flux.error(new IllegalStateException()));
		assertThat(Page.open(relay, this.id).awaitComplete().end()).isEqualTo("{\"state\":\"completed\"}");
		assertThat(Page.open(relay, failed).awaitComplete().end()).contains("failed", "IllegalStateException");
		assertThat(Runs.state(relay, this.id)).isEqualTo(RelayState.COMPLETED);
		assertThat(Runs.state(relay, failed)).isEqualTo(RelayState.FAILED);
		assertThat(relay.activity().ended(RelayState.COMPLETED)).isOne();
		assertThat(relay.activity().ended(RelayState.FAILED)).isOne();
		assertThat(relay.activity().running()).isZero();
	}

	@EachStore
	@DisplayName("RELAY-19 the end is recorded once, after the last event, and nothing follows it")
	void endIsRecordedOnce(TestStore store) {
		ApixoRelay relay = store.relay();
		TestPublisher<Object> rude = TestPublisher.createNoncompliant(TestPublisher.Violation.CLEANUP_ON_TERMINATE);
		Runs.start(relay, this.id, rude);
		await().until(rude::wasRequested);
		rude.next("a").complete();
		rude.next("b").error(new IllegalStateException());
		Page page = Page.open(relay, this.id).awaitComplete();
		assertThat(page.data()).containsExactly("\"a\"");
		assertThat(page.end()).isEqualTo("{\"state\":\"completed\"}");
		assertThat(Runs.stop(relay, this.id)).isFalse();
		assertThat(Page.open(relay, this.id).awaitComplete().ids()).containsExactly("1", "2");
	}

	@Test
	@DisplayName("RELAY-19 a run that nobody watches is abandoned after the grace time")
	void unwatchedRunIsAbandoned() {
		VirtualTimeScheduler time = VirtualTimeScheduler.getOrSet();
		try {
			ApixoRelay relay = TestStore.MEMORY.builder().grace(Duration.ofSeconds(30)).build();
			Runs.start(relay, this.id, this.source.flux());
			time.advanceTimeBy(Duration.ofSeconds(29));
			Page page = Page.open(relay, this.id);
			time.advanceTimeBy(Duration.ofMinutes(5));
			assertThat(Runs.state(relay, this.id)).isEqualTo(RelayState.RUNNING);
			page.cancel();
			time.advanceTimeBy(Duration.ofSeconds(29));
			Page.open(relay, this.id).cancel();
			time.advanceTimeBy(Duration.ofMillis(29_999));
			assertThat(this.source.cancelled().isReleased()).isFalse();
			time.advanceTimeBy(Duration.ofMillis(1));
			assertThat(this.source.cancelled().isReleased()).isTrue();
			assertThat(Runs.state(relay, this.id)).isEqualTo(RelayState.ABANDONED);
		}
		finally {
			VirtualTimeScheduler.reset();
		}
	}

	@Test
	@DisplayName("RELAY-19 without a grace time a run goes on until its end")
	void runWithoutGraceGoesOn() {
		VirtualTimeScheduler time = VirtualTimeScheduler.getOrSet();
		try {
			ApixoRelay relay = TestStore.MEMORY.relay().mutate().grace(null).build();
			Runs.start(relay, this.id, this.source.flux());
			time.advanceTimeBy(Duration.ofDays(1));
			assertThat(Runs.state(relay, this.id)).isEqualTo(RelayState.RUNNING);
		}
		finally {
			VirtualTimeScheduler.reset();
		}
	}

	@EachStore
	@DisplayName("RELAY-20 every end but the source's own cancels it, without waiting for a watcher")
	void everyOtherEndCancelsTheSource(TestStore store) {
		ApixoRelay relay = store.builder().grace(TestStore.LEASE).build();
		Source abandoned = new Source();
		Runs.start(relay, RelayId.random("ada"), abandoned.flux());
		Runs.start(relay, this.id, this.source.flux());
		Page lazy = Page.open(relay, this.id, null, 0);
		this.source.emit("a");
		assertThat(Runs.stop(relay, this.id)).isTrue();
		this.source.cancelled().await();
		abandoned.cancelled().await();
		await().until(() -> relay.activity().ended(RelayState.ABANDONED) == 1);
		lazy.cancel();
	}

	@EachStore
	@DisplayName("RELAY-20 events that arrive after the end are dropped")
	void lateEventsAreDropped(TestStore store) {
		ApixoRelay relay = store.relay();
		TestPublisher<Object> rude = TestPublisher.createNoncompliant(TestPublisher.Violation.CLEANUP_ON_TERMINATE,
				TestPublisher.Violation.DEFER_CANCELLATION);
		Runs.start(relay, this.id, rude);
		await().until(rude::wasRequested);
		rude.next("a");
		assertThat(Runs.stop(relay, this.id)).isTrue();
		rude.next("b").error(new IllegalStateException());
		assertThat(Page.open(relay, this.id).awaitComplete().data()).containsExactly("\"a\"");
	}

	@Test
	@DisplayName("RELAY-21 an ended run stays for its time to live, and is then forgotten by itself")
	void endedRunIsForgotten() {
		VirtualTimeScheduler time = VirtualTimeScheduler.getOrSet();
		try {
			ApixoRelay relay = TestStore.MEMORY.builder().timeToLive(Duration.ofMinutes(10)).build();
			Runs.start(relay, this.id, Flux.just("a"));
			time.advanceTimeBy(Duration.ofMillis(599_999));
			assertThat(Runs.state(relay, this.id)).isEqualTo(RelayState.COMPLETED);
			time.advanceTimeBy(Duration.ofMillis(1));
			assertThat(relay.state(this.id).blockOptional()).isEmpty();
		}
		finally {
			VirtualTimeScheduler.reset();
		}
	}

	@Test
	@DisplayName("RELAY-21 a full memory drops the oldest ended runs, and fails the run that asks for more")
	void fullMemoryDropsTheOldest() {
		ApixoRelay relay = ApixoRelay.builder().store(new MemoryRelayStore(DataSize.ofBytes(100))).build();
		List<RelayId> ended = List.of(RelayId.random("a"), RelayId.random("a"), RelayId.random("a"));
		ended.forEach((run) -> Runs.start(relay, run, Flux.just("x".repeat(28))));
		Runs.start(relay, this.id, this.source.flux());
		this.source.emit("y".repeat(38));
		assertThat(relay.state(ended.get(0)).blockOptional()).isEmpty();
		assertThat(Runs.state(relay, ended.get(1))).isEqualTo(RelayState.COMPLETED);
		this.source.emit("y".repeat(58));
		assertThat(relay.state(ended.get(2)).blockOptional()).isEmpty();
		this.source.emit("y");
		assertThat(this.source.cancelled().isReleased()).isTrue();
		Page page = Page.open(relay, this.id).awaitComplete();
		assertThat(page.data()).hasSize(2);
		assertThat(page.end()).isEqualTo("{\"state\":\"failed\",\"error\":\"ApixoLimitException\"}");
	}

	@Test
	@DisplayName("RELAY-21 an ended run keeps its events and nothing of its source")
	void endedRunKeepsNothingOfItsSource() {
		ApixoRelay relay = TestStore.MEMORY.relay();
		WeakReference<Source> kept = sourceOfOneRun(relay);
		await().until(() -> {
			System.gc();
			return kept.get() == null;
		});
		assertThat(Page.open(relay, this.id).awaitComplete().data()).containsExactly("\"a\"");
	}

	private WeakReference<Source> sourceOfOneRun(ApixoRelay relay) {
		Source source = new Source();
		Runs.start(relay, this.id, source.flux());
		source.emit("a").complete();
		return new WeakReference<>(source);
	}

	@EachStore
	@DisplayName("RELAY-22 a closing application refuses starts, waits for its runs, and ends the rest as lost")
	void closingApplicationEndsItsRuns(TestStore kind) {
		RelayStore store = kind.create(Duration.ofMillis(400));
		ApixoRelay relay = ApixoRelay.builder().store(store).build();
		Source quick = new Source();
		RelayId other = RelayId.random("ada");
		Runs.start(relay, this.id, this.source.flux());
		Runs.start(relay, other, quick.flux());
		Page page = Page.open(relay, this.id).awaitFrames(1);
		Page quickPage = Page.open(relay, other).awaitFrames(1);
		Latch stopped = new Latch();
		store.stop(stopped::release);
		StepVerifier.create(relay.start(RelayId.random("ada"), Flux.just(1))).verifyError(ApixoRelayException.class);
		quick.emit("a").complete();
		assertThat(quickPage.awaitComplete().end()).isEqualTo("{\"state\":\"completed\"}");
		assertThat(stopped.isReleased()).isFalse();
		stopped.await();
		assertThat(this.source.cancelled().isReleased()).isTrue();
		assertThat(page.awaitComplete().end()).isEqualTo("{\"state\":\"lost\"}");
		assertThat(relay.activity().ended(RelayState.LOST)).isOne();
		assertThat(store.isRunning()).isFalse();
	}

	@EachStore
	@DisplayName("RELAY-22 a store that is started again takes runs again")
	void storeCanBeStartedAgain(TestStore kind) {
		RelayStore store = kind.create(Duration.ofMillis(100));
		ApixoRelay relay = ApixoRelay.builder().store(store).build();
		Runs.start(relay, RelayId.random("ada"), Flux.just(1));
		Runs.close(store);
		store.start();
		assertThat(Runs.start(relay, this.id, Flux.just(1))).isTrue();
		Page.open(relay, this.id).awaitComplete();
	}

	@EachStore
	@DisplayName("RELAY-19 of all who want to end a run at the same time, one does")
	void firstEndWins(TestStore store) {
		ApixoRelay relay = store.relay();
		for (int i = 0; i < 20; i++) {
			RelayId run = RelayId.random("ada");
			Sinks.Many<String> events = Sinks.many().unicast().onBackpressureBuffer();
			Runs.start(relay, run, events.asFlux());
			AtomicInteger stops = new AtomicInteger();
			Flux.merge(Arrays.asList(relay.stop(run)
				.subscribeOn(Schedulers.parallel())
				.doOnNext((done) -> stops.addAndGet(done ? 1 : 0)), Flux.defer(() -> {
					events.tryEmitComplete();
					return Flux.<Boolean>empty();
				}).subscribeOn(Schedulers.parallel()))).blockLast(Duration.ofSeconds(20));
			Page page = Page.open(relay, run).awaitComplete();
			assertThat(page.ids()).containsExactly("1");
			assertThat(page.end()).isIn("{\"state\":\"completed\"}", "{\"state\":\"stopped\"}");
		}
		long ended = relay.activity().ended(RelayState.COMPLETED) + relay.activity().ended(RelayState.STOPPED);
		assertThat(ended).isEqualTo(20);
	}

	@EachStore
	@DisplayName("RELAY-20 a run that failed or was lost has cancelled its source, too")
	void failedAndLostRunsCancelTheirSource(TestStore kind) {
		RelayStore store = kind.create(Duration.ofMillis(50));
		ApixoRelay relay = ApixoRelay.builder().store(store).maxSize(DataSize.ofBytes(10)).build();
		Source failed = new Source();
		Runs.start(relay, this.id, failed.flux());
		failed.emit("more than ten bytes");
		failed.cancelled().await();
		Runs.start(relay, RelayId.random("ada"), this.source.flux());
		store.stop();
		this.source.cancelled().await();
	}

}

package ai.apixo.relay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

import ai.apixo.client.Latch;
import ai.apixo.client.NoLeaksOrDroppedErrors;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What watchers receive.
 */
@ExtendWith(NoLeaksOrDroppedErrors.class)
class WatchTests {

	private static final List<String> NO_POSITIONS = List.of("", "-1", "07", "00", "1.0", "5", "6", "x", "1 ", "+1",
			"\u0661", "9223372036854775808", "9".repeat(10_000), "1\r\nXADD");

	private final RelayId id = RelayId.random("ada");

	private final Source source = new Source();

	@EachStore
	@DisplayName("RELAY-7 events are numbered from 1, and the end has the next number")
	void eventsAreNumbered(TestStore store) {
		ApixoRelay relay = store.relay();
		Runs.start(relay, this.id, Flux.just("a", "b", "c"));
		Page page = Page.open(relay, this.id).awaitComplete();
		assertThat(page.ids()).containsExactly("1", "2", "3", "4");
		assertThat(page.lastId()).isEqualTo("4");
	}

	@EachStore
	@DisplayName("RELAY-8 a watcher gets exactly what follows its last id")
	void watcherGoesOnAfterItsLastId(TestStore store) {
		ApixoRelay relay = store.relay();
		Runs.start(relay, this.id, Flux.just("a", "b"));
		Page.open(relay, this.id).awaitComplete();
		assertThat(Page.open(relay, this.id, "0").awaitComplete().ids()).containsExactly("1", "2", "3");
		assertThat(Page.open(relay, this.id, "1").awaitComplete().ids()).containsExactly("2", "3");
		assertThat(Page.open(relay, this.id, "2").awaitComplete().ids()).containsExactly("3");
		assertThat(Page.open(relay, this.id, "3").awaitComplete().ids()).containsExactly("3");
		assertThat(relay.activity().resumed()).isEqualTo(3);
		assertThat(relay.activity().snapshots()).isZero();
	}

	@EachStore
	@DisplayName("RELAY-9 anything that is no position of the run begins anew with a snapshot")
	void anythingElseBeginsAnew(TestStore store) {
		ApixoRelay relay = store.relay();
		Runs.start(relay, this.id, this.source.flux());
		this.source.emit("Hel", "lo", 1, 2);
		Page.open(relay, this.id).awaitData(4).dispose();
		List<Page> pages = new ArrayList<>();
		for (String last : NO_POSITIONS) {
			pages.add(Page.open(relay, this.id, last).awaitData(3));
		}
		this.source.emit("!").complete();
		for (Page page : pages) {
			page.awaitComplete();
			ServerSentEvent<String> reset = page.frames().get(1);
			assertThat(reset.event()).isEqualTo("reset");
			assertThat(reset.data()).isEqualTo("{}");
			assertThat(reset.id()).isNull();
			assertThat(page.data()).containsExactly("\"Hello\"", "1", "2", "\"!\"");
			assertThat(page.ids()).containsExactly(null, "2", "3", "4", "5", "6");
		}
		assertThat(relay.activity().snapshots()).isEqualTo(NO_POSITIONS.size());
	}

	@EachStore
	@DisplayName("RELAY-11 the first frame is a comment with the time to come back, sent when the run is found")
	void headLeavesBeforeTheFirstEvent(TestStore store) {
		ApixoRelay relay = store.relay();
		Runs.start(relay, this.id, this.source.flux());
		ServerSentEvent<String> first = Page.open(relay, this.id).awaitFrames(1).frames().get(0);
		assertThat(first.comment()).isNotNull();
		assertThat(first.retry()).isEqualTo(Duration.ofSeconds(1));
		assertThat(first.data()).isNull();
		assertThat(first.id()).isNull();
	}

	@EachStore
	@DisplayName("RELAY-11 the last frame tells how the run ended, and to come back when it is forgotten")
	void lastFrameIsTheEnd(TestStore store) {
		ApixoRelay relay = store.builder().timeToLive(Duration.ofMinutes(3)).build();
		Runs.start(relay, this.id, this.source.flux());
		this.source.emit("a").fail(new IllegalStateException("secret"));
		Page page = Page.open(relay, this.id).awaitComplete();
		ServerSentEvent<String> end = page.frames().get(2);
		assertThat(end.event()).isEqualTo("end");
		assertThat(end.data()).isEqualTo("{\"state\":\"failed\",\"error\":\"IllegalStateException\"}");
		assertThat(end.retry()).isEqualTo(Duration.ofMinutes(3));
		assertThat(page.frames().get(1).event()).isNull();
		assertThat(page.frames()).hasSize(3);
	}

	@Test
	@DisplayName("RELAY-12 a comment is sent after every heartbeat without an event")
	void silenceIsBrokenByComments() {
		VirtualTimeScheduler time = VirtualTimeScheduler.getOrSet();
		try {
			ApixoRelay relay = TestStore.MEMORY.builder().heartbeat(Duration.ofSeconds(15)).build();
			Runs.start(relay, this.id, this.source.flux());
			Page page = Page.open(relay, this.id);
			time.advanceTimeBy(Duration.ofSeconds(10));
			this.source.emit("a");
			assertThat(page.frames()).hasSize(2);
			time.advanceTimeBy(Duration.ofMillis(14_999));
			assertThat(page.frames()).hasSize(2);
			time.advanceTimeBy(Duration.ofMillis(1));
			assertThat(page.frames()).hasSize(3);
			time.advanceTimeBy(Duration.ofSeconds(45));
			assertThat(page.frames()).hasSize(6);
			assertThat(page.frames().subList(2, 6)).allSatisfy((frame) -> {
				assertThat(frame.comment()).isNotNull();
				assertThat(frame.data()).isNull();
			});
		}
		finally {
			VirtualTimeScheduler.reset();
		}
	}

	@EachStore
	@DisplayName("RELAY-13 a closing store lets watchers go without an end")
	void closingStoreLetsWatchersGo(TestStore kind) {
		RelayStore store = kind.create();
		ApixoRelay relay = ApixoRelay.builder().store(store).build();
		Runs.start(relay, this.id, this.source.flux());
		Page lazy = Page.open(relay, this.id, null, 0);
		Awaitility.await().until(() -> relay.activity().watchers() == 1);
		this.source.emit("a").complete();
		Runs.close(store);
		assertThat(lazy.awaitComplete().end()).isNull();
		assertThat(lazy.failure()).isNull();
		Page late = Page.open(relay, this.id).awaitComplete();
		assertThat(late.failure()).isNull();
		assertThat(late.frames()).hasSize(1);
	}

	@EachStore
	@DisplayName("RELAY-14 a watcher gets what it asks for and no more")
	void watchersGoAtTheirOwnDemand(TestStore store) {
		ApixoRelay relay = store.relay();
		Runs.start(relay, this.id, Flux.fromIterable(Runs.events(200)));
		Page slow = Page.open(relay, this.id, null, 3);
		Page.open(relay, this.id).awaitComplete();
		slow.awaitFrames(3);
		assertThat(slow.frames()).hasSize(3);
		slow.request(100);
		slow.awaitFrames(103);
		assertThat(slow.frames()).hasSize(103);
		slow.request(Long.MAX_VALUE);
		assertThat(slow.awaitComplete().data()).isEqualTo(Runs.json(Runs.events(200)));
	}

	@EachStore
	@DisplayName("RELAY-14 a watcher that asks for nothing is let go when the run is forgotten")
	void forgottenRunLetsWatchersGo(TestStore store) {
		ApixoRelay relay = store.builder().timeToLive(Duration.ofMillis(500)).build();
		Runs.start(relay, this.id, Flux.fromIterable(Runs.events(10)));
		Page lazy = Page.open(relay, this.id, null, 2).awaitFrames(2);
		assertThat(lazy.awaitComplete().end()).isNull();
		assertThat(lazy.failure()).isNull();
		assertThat(relay.activity().watchers()).isZero();
	}

	@EachStore
	@DisplayName("RELAY-15 watchers run on threads of their own, neither the source's nor the store's")
	void watchersRunOnTheirOwnThreads(TestStore store) {
		ApixoRelay relay = store.relay();
		Set<String> threads = ConcurrentHashMap.newKeySet();
		Runs.start(relay, this.id, this.source.flux());
		Flux<ServerSentEvent<String>> watched = relay.watch(this.id, null)
			.doOnNext((frame) -> threads.add(Thread.currentThread().getName()));
		StepVerifier.create(watched)
			.expectNextCount(1)
			.then(() -> this.source.emit("a", "b").complete())
			.expectNextCount(3)
			.verifyComplete();
		assertThat(threads).hasSize(1).allSatisfy((thread) -> assertThat(thread).startsWith("parallel-"));
	}

	@EachStore
	@DisplayName("RELAY-15 a watcher that blocks never delays the run")
	void blockedWatcherDoesNotDelayTheRun(TestStore store) {
		ApixoRelay relay = store.relay();
		Latch unblocked = new Latch();
		Runs.start(relay, this.id, this.source.flux());
		List<Page> others = IntStream.range(0, 8).mapToObj((i) -> Page.open(relay, this.id).awaitFrames(1)).toList();
		relay.watch(this.id, null).filter((frame) -> frame.data() != null).take(1).subscribe((frame) -> {
			while (!unblocked.isReleased()) {
				// Busy, since real blocking would be found out.
			}
		});
		this.source.emit((Object[]) Runs.events(300).toArray(String[]::new));
		this.source.complete();
		Awaitility.await().until(() -> Runs.state(relay, this.id) == RelayState.COMPLETED);
		unblocked.release();
		assertThat(others).allSatisfy((page) -> assertThat(page.awaitComplete().data()).hasSize(300));
	}

	@EachStore
	@DisplayName("RELAY-16 watchers may come before, during and after the run, and see each event exactly once")
	void anyNumberOfWatchersAtAnyTime(TestStore store) {
		ApixoRelay relay = store.relay();
		Runs.start(relay, this.id, this.source.flux());
		List<Page> pages = new ArrayList<>();
		for (String event : Runs.events(50)) {
			pages.add(Page.open(relay, this.id));
			this.source.emit(event);
		}
		this.source.complete();
		pages.add(Page.open(relay, this.id));
		assertThat(pages)
			.allSatisfy((page) -> assertThat(page.awaitComplete().data()).isEqualTo(Runs.json(Runs.events(50))));
		Awaitility.await().until(() -> relay.activity().watchers() == 0);
	}

	@EachStore
	@DisplayName("RELAY-16 however often a watcher is cut, it has seen the source's events exactly once, in order")
	void cutWatchersMissNothing(TestStore store) {
		ApixoRelay relay = store.relay();
		List<String> events = Runs.events(40);
		Runs.start(relay, this.id, this.source.flux());
		List<CutWatcher> watchers = IntStream.rangeClosed(1, 40)
			.mapToObj((cut) -> new CutWatcher(relay, this.id, cut))
			.toList();
		for (String event : events) {
			this.source.emit(event);
		}
		this.source.complete();
		assertThat(watchers.stream().map(CutWatcher::all).collect(Collectors.toSet()))
			.containsExactly(Runs.json(events));
	}

	/**
	 * Is cut after every so many events, and comes back with the last id.
	 */
	private static final class CutWatcher {

		private final Flux<String> all;

		private CutWatcher(ApixoRelay relay, RelayId id, int cut) {
			this.all = seen(relay, id, cut, null);
		}

		private static Flux<String> seen(ApixoRelay relay, RelayId id, int cut, @Nullable String last) {
			return relay.watch(id, last)
				.filter((frame) -> frame.data() != null)
				.take(cut)
				.collectList()
				.flatMapMany((frames) -> {
					ServerSentEvent<String> latest = frames.get(frames.size() - 1);
					Flux<String> data = Flux.fromIterable(frames)
						.filter((frame) -> frame.event() == null)
						.map((frame) -> Objects.requireNonNull(frame.data()));
					return "end".equals(latest.event()) ? data : data.concatWith(seen(relay, id, cut, latest.id()));
				});
		}

		private List<String> all() {
			return this.all.collectList().blockOptional(Duration.ofSeconds(20)).orElseThrow();
		}

	}

}

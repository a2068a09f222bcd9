package ai.apixo.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.util.unit.DataSize;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.util.context.Context;

import ai.apixo.client.Latch;
import ai.apixo.client.NoLeaksOrDroppedErrors;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever throws around a run, the run ends once, and nothing of it stays open.
 */
@ExtendWith(NoLeaksOrDroppedErrors.class)
class ThrowingRelayTests {

	private final RelayId id = RelayId.random("ada");

	static List<Supplier<Error>> errors() {
		return List.of(() -> new AssertionError("thrown"), () -> new NoClassDefFoundError("thrown"),
				() -> new OutOfMemoryError("thrown"));
	}

	@ParameterizedTest
	@MethodSource("errors")
	@DisplayName("RELAY-19 a source that throws when it is subscribed to ends its run, and watchers are told")
	void sourceThrows(Supplier<Error> error) {
		ApixoRelay relay = ApixoRelay.builder().build();
		Publisher<Object> source = (subscriber) -> {
			throw error.get();
		};
		assertThat(Runs.start(relay, this.id, source)).isTrue();
		Page.open(relay, this.id).awaitComplete();
		assertThat(Runs.state(relay, this.id)).isEqualTo(RelayState.FAILED);
		assertThat(relay.activity().running()).isZero();
	}

	@ParameterizedTest
	@MethodSource("errors")
	@DisplayName("RELAY-14 a watcher that throws is told once, and no longer counts as one")
	void watcherThrows(Supplier<Error> error) {
		ApixoRelay relay = ApixoRelay.builder().build();
		Runs.start(relay, this.id, new Source().emit("a").flux());
		Throwing watcher = new Throwing(error, false);
		relay.watch(this.id, null).subscribe(watcher);
		watcher.told.await();
		assertThat(watcher.ends).hasValue(1);
		Awaitility.await().until(() -> relay.activity().watchers() == 0);
	}

	@ParameterizedTest
	@MethodSource("errors")
	@DisplayName("RELAY-14 a watcher that throws when it is told of the end leaves once, and is told nothing more")
	void watcherThrowsAtTheEnd(Supplier<Error> error) {
		ApixoRelay relay = ApixoRelay.builder().build();
		Runs.start(relay, this.id, Flux.just("a"));
		Latch dropped = new Latch();
		Throwing watcher = new Throwing(error, true);
		relay.watch(this.id, null)
			.contextWrite(
					Context.of("reactor.onErrorDropped.local", (Consumer<Throwable>) (thrown) -> dropped.release()))
			.subscribe(watcher);
		dropped.await();
		assertThat(watcher.ends).hasValue(1);
		assertThat(relay.activity().watchers()).isZero();
	}

	@ParameterizedTest
	@MethodSource("errors")
	@DisplayName("RELAY-19 a log that throws ends its run as failed, and the run is not open any more")
	void logThrows(Supplier<Error> error) {
		ActivityCounters activity = new ActivityCounters();
		OpenRuns openRuns = new OpenRuns(activity);
		ThrowingLog log = new ThrowingLog(error, 0);
		RunWriter writer = writer(log, openRuns);
		Source source = new Source();
		source.flux().subscribe(writer);
		writer.begin();
		source.emit("a");
		source.cancelled().await();
		assertThat(log.ends).hasSize(1).allMatch((end) -> end.state() == RelayState.FAILED);
		assertThat(activity.running()).isZero();
	}

	@Test
	@DisplayName("RELAY-19 a run whose end cannot be recorded is not open any more")
	void endThrows() {
		ActivityCounters activity = new ActivityCounters();
		RunWriter writer = writer(new ThrowingLog(() -> new OutOfMemoryError("thrown"), 5), new OpenRuns(activity));
		Source source = new Source();
		source.flux().subscribe(writer);
		writer.begin();
		source.complete();
		assertThat(activity.running()).isZero();
	}

	private RunWriter writer(RunLog log, OpenRuns openRuns) {
		RunWriter writer = new RunWriter(RelayKey.of(this.id), log, new EventJson(null), DataSize.ofMegabytes(1),
				new RunFailures("maxSize", "memory"), openRuns, Context.empty());
		openRuns.add(writer);
		return writer;
	}

	private static final class ThrowingLog implements RunLog {

		private final Supplier<Error> error;

		private final int throwingEnds;

		private final List<RunEnd> ends = new ArrayList<>();

		private ThrowingLog(Supplier<Error> error, int throwingEnds) {
			this.error = error;
			this.throwingEnds = throwingEnds;
		}

		@Override
		public void opened(ActiveRun run) {
		}

		@Override
		public void append(int first, List<byte[]> events, Receipt receipt) {
			throw this.error.get();
		}

		@Override
		public void end(int number, RunEnd end, Receipt receipt) {
			this.ends.add(end);
			if (this.ends.size() <= this.throwingEnds) {
				throw this.error.get();
			}
			receipt.stored();
		}

	}

	private static final class Throwing implements CoreSubscriber<ServerSentEvent<String>> {

		private final Supplier<Error> error;

		private final AtomicInteger ends = new AtomicInteger();

		private final Latch told = new Latch();

		private final boolean atTheEnd;

		private Throwing(Supplier<Error> error, boolean atTheEnd) {
			this.error = error;
			this.atTheEnd = atTheEnd;
		}

		@Override
		public void onSubscribe(Subscription subscription) {
			subscription.request(Long.MAX_VALUE);
		}

		@Override
		public void onNext(ServerSentEvent<String> frame) {
			if (!this.atTheEnd) {
				throw this.error.get();
			}
		}

		@Override
		public void onError(Throwable failure) {
			this.ends.incrementAndGet();
			this.told.release();
		}

		@Override
		public void onComplete() {
			this.ends.incrementAndGet();
			this.told.release();
			throw this.error.get();
		}

	}

}

package ai.apixo.relay;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Flux;

import ai.apixo.client.CapturedLog;
import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.client.error.ApixoConnectionException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Settings and log lines of the relay.
 */
class RelaySettingsTests {

	private final CapturedLog log = CapturedLog.of(ApixoRelay.class, Level.DEBUG);

	private final RelayId id = new RelayId("ada.lovelace", "menabrea");

	@AfterEach
	void stopListening() {
		this.log.close();
	}

	static Stream<Consumer<ApixoRelay.Builder>> wrongSettings() {
		return Stream.of((builder) -> builder.grace(Duration.ZERO), (builder) -> builder.grace(Duration.ofSeconds(-1)),
				(builder) -> builder.timeToLive(Duration.ZERO), (builder) -> builder.heartbeat(Duration.ZERO),
				(builder) -> builder.maxSize(DataSize.ofBytes(0)));
	}

	@ParameterizedTest
	@MethodSource("wrongSettings")
	@DisplayName("RELAY-33 a wrong setting fails when the relay is built")
	void wrongSettingFailsAtOnce(Consumer<ApixoRelay.Builder> setting) {
		ApixoRelay.Builder builder = ApixoRelay.builder();
		setting.accept(builder);
		assertThatExceptionOfType(ApixoConfigurationException.class).isThrownBy(builder::build)
			.withMessageContaining("relay");
	}

	@Test
	@DisplayName("RELAY-33 wrong settings of stores fail at once")
	void wrongStoresFailAtOnce() {
		assertThatExceptionOfType(ApixoConfigurationException.class)
			.isThrownBy(() -> new MemoryRelayStore(DataSize.ofBytes(0)));
		assertThatExceptionOfType(ApixoConfigurationException.class)
			.isThrownBy(() -> new RedisRelayStore(new LettuceConnectionFactory(), "x", Duration.ZERO));
	}

	@Test
	@DisplayName("RELAY-32 a grace time below the lease is refused")
	void graceBelowTheLeaseIsRefused() {
		RelayStore store = new RedisRelayStore(new LettuceConnectionFactory(), "x", Duration.ofSeconds(5));
		assertThatExceptionOfType(ApixoConfigurationException.class)
			.isThrownBy(() -> ApixoRelay.builder().store(store).grace(Duration.ofMillis(4999)).build())
			.withMessageContaining("lease");
		assertThat(ApixoRelay.builder().store(store).grace(Duration.ofSeconds(5)).build()).isNotNull();
	}

	@EachStore
	@DisplayName("RELAY-33 times that no clock can count are no limits")
	void foreverIsNoLimit(TestStore store) {
		Duration forever = ChronoUnit.FOREVER.getDuration();
		ApixoRelay relay = store.builder().grace(forever).timeToLive(forever).heartbeat(forever).build();
		Runs.start(relay, this.id, Flux.just("a"));
		assertThat(Page.open(relay, this.id).awaitComplete().data()).containsExactly("\"a\"");
		assertThat(Page.open(relay, this.id).awaitComplete().data()).containsExactly("\"a\"");
		Page.open(relay, this.id).cancel();
	}

	@EachStore
	@DisplayName("RELAY-34 start and end are logged at DEBUG with the hash of the id, and nothing else of it")
	void startAndEndAreLogged(TestStore store) {
		ApixoRelay relay = store.relay();
		Runs.start(relay, this.id, Flux.just("secret"));
		Page.open(relay, this.id).awaitComplete();
		String hash = RelayKey.of(this.id).hash();
		// Runs of tests before may still be ending.
		await().untilAsserted(
				() -> assertThat(this.log.lines(Level.DEBUG)).filteredOn((line) -> line.contains(hash)).hasSize(2));
		assertNothingIsTold();
	}

	@EachStore
	@DisplayName("RELAY-34 a failed run is logged at WARN with its class, and the text of our own exceptions only")
	void failedRunIsLogged(TestStore store) {
		ApixoRelay relay = store.relay();
		Runs.start(relay, this.id, Flux.error(new IllegalStateException("secret")));
		RelayId other = RelayId.random("ada.lovelace");
		Runs.start(relay, other, Flux.error(ApixoConnectionException.notRetryable("No connection.", null)));
		awaitWarning(this.id, "failed with java.lang.IllegalStateException");
		awaitWarning(other, "ApixoConnectionException: No connection.");
		assertNothingIsTold();
	}

	@Test
	@DisplayName("RELAY-34 a lost run is logged at WARN")
	void lostRunIsLogged() {
		MemoryRelayStore store = new MemoryRelayStore(DataSize.ofMegabytes(1), Duration.ofMillis(10));
		ApixoRelay relay = ApixoRelay.builder().store(store).build();
		Runs.start(relay, this.id, Flux.never());
		store.stop();
		await().until(() -> this.log.lines(Level.WARN).size() == 1);
		assertThat(this.log.lines(Level.WARN).get(0)).contains(RelayKey.of(this.id).hash(), "lost");
	}

	@Test
	@DisplayName("RELAY-34 an outage of the store is logged once")
	void outageIsLoggedOnce() {
		StoreOutage outage = new StoreOutage();
		outage.failed(new IllegalStateException("secret"));
		outage.failed(new IllegalStateException());
		outage.worked();
		outage.failed(new IllegalStateException());
		assertThat(this.log.lines(Level.WARN)).hasSize(2);
		assertNothingIsTold();
	}

	@Test
	@DisplayName("RELAY-35 nothing runs and no connection is opened before the relay is used")
	void nothingRunsBeforeItIsUsed() {
		LettuceConnectionFactory nowhere = new LettuceConnectionFactory("127.0.0.1", 1);
		RedisRelayStore store = new RedisRelayStore(nowhere, "x", Duration.ofSeconds(5));
		ApixoRelay relay = ApixoRelay.builder().store(store).build();
		store.start();
		assertThat(relay.activity().running()).isZero();
		store.stop();
		assertThat(store.isRunning()).isFalse();
	}

	@Test
	@DisplayName("RELAY-35 without any setting the relay keeps its runs in memory")
	void memoryIsTheDefault() {
		ApixoRelay relay = ApixoRelay.builder().build();
		assertThat(Runs.start(relay, this.id, Flux.just(1))).isTrue();
		assertThat(Runs.start(relay.mutate().grace(null).build(), this.id, Flux.just(1))).isFalse();
	}

	private void awaitWarning(RelayId id, String end) {
		String hash = RelayKey.of(id).hash();
		await().untilAsserted(() -> assertThat(this.log.lines(Level.WARN)).filteredOn((line) -> line.contains(hash))
			.singleElement()
			.asString()
			.endsWith(end));
	}

	private void assertNothingIsTold() {
		assertThat(this.log.lines())
			.noneMatch((line) -> line.contains("secret") || line.contains("lovelace") || line.contains("menabrea"));
	}

}

package ai.apixo.boot.autoconfigure.relay;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import tools.jackson.databind.ObjectWriter;

import ai.apixo.boot.TestReplies;
import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.messages.json.MessagesJsonMapper;
import ai.apixo.redis.TestRedis;
import ai.apixo.relay.ApixoRelay;
import ai.apixo.relay.Page;
import ai.apixo.relay.RelayId;
import ai.apixo.relay.RelayState;
import ai.apixo.test.ApixoAssertions;
import ai.apixo.test.MockApixoGateway;
import ai.apixo.test.Reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two applications that relay through one Redis.
 */
class TwoReplicasTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final Duration LEASE = Duration.ofSeconds(2);

	private final TestRedis redis = TestRedis.start();

	private final List<RelayReplica> replicas = List.of(replica(), replica());

	private final RelayId id = RelayId.random("ada");

	private RelayReplica replica() {
		return RelayReplica.start(this.redis.port(), "apixo.relay.redis.lease=" + LEASE.toMillis() + "ms");
	}

	private ApixoRelay relay(int number) {
		return this.replicas.get(number % 2).relay();
	}

	private ApixoMessagesClient client(MockApixoGateway gateway) {
		return this.replicas.get(0).client().mutate().baseUrl(gateway.baseUrl()).apiKey(TestReplies.KEY).build();
	}

	private boolean start(ApixoRelay relay, RelayId run, Flux<?> source) {
		return Objects.requireNonNull(relay.start(run, source).block(PATIENCE));
	}

	@AfterEach
	void close() {
		this.replicas.forEach(RelayReplica::close);
		this.redis.close();
	}

	@Test
	@DisplayName("RELAY-16 cut at every event, a watcher goes on at the same and at the other application without a gap")
	void cutWatchersGoOnAnywhere() {
		Reply reply = Reply.reply()
			.text(IntStream.range(0, 40).mapToObj((number) -> "t" + number).toArray(String[]::new));
		try (MockApixoGateway gateway = TestReplies.sending(reply)) {
			ApixoMessagesClient client = client(gateway);
			ObjectWriter json = MessagesJsonMapper.create().writer();
			List<String> expected = Objects.requireNonNull(
					client.stream(TestReplies.request()).map(json::writeValueAsString).collectList().block(PATIENCE));
			assertThat(start(relay(0), this.id, client.stream(TestReplies.request()))).isTrue();
			assertThat(start(relay(1), this.id, Flux.error(new AssertionError()))).isFalse();
			for (int cut = 0; cut <= expected.size(); cut++) {
				Page page = Page.open(relay(cut), this.id, null, cut + 1L).awaitFrames(cut + 1);
				page.cancel();
				for (int next = 0; next < 2; next++) {
					Page again = Page.open(relay(next), this.id, page.lastId()).awaitComplete();
					assertThat(expected.subList(0, cut)).isEqualTo(withoutIds(page.data()));
					assertThat(withoutIds(again.data())).isEqualTo(withoutIds(expected.subList(cut, expected.size())));
					assertThat(again.end()).isEqualTo("{\"state\":\"completed\"}");
				}
			}
		}
	}

	private static List<String> withoutIds(List<String> events) {
		return events.stream().map((event) -> event.replaceAll("msg_\\d+", "msg_1")).toList();
	}

	@Test
	@DisplayName("RELAY-28 an owner whose process was killed is noticed within the lease and two seconds")
	void killedOwnerIsNoticed() throws IOException {
		try (OwnerProcess owner = OwnerProcess.start(this.redis.port(), this.id,
				"apixo.relay.redis.lease=" + LEASE.toMillis() + "ms")) {
			List<Page> pages = List.of(Page.open(relay(0), this.id).awaitData(10),
					Page.open(relay(1), this.id).awaitData(10));
			owner.kill();
			await().atMost(LEASE.plusSeconds(2)).until(() -> pages.stream().allMatch(Page::isComplete));
			assertThat(pages).allSatisfy((page) -> {
				assertThat(page.end()).isEqualTo("{\"state\":\"lost\"}");
				assertThat(page.data())
					.isEqualTo(IntStream.range(0, page.data().size()).mapToObj(String::valueOf).toList());
			});
			assertThat(relay(0).activity().ended(RelayState.LOST) + relay(1).activity().ended(RelayState.LOST)).isOne();
		}
	}

	@Test
	@DisplayName("RELAY-20 a run that is stopped at the other application closes its call to the gateway")
	void runIsStoppedAtTheOtherApplication() {
		try (MockApixoGateway gateway = TestReplies.sending(TestReplies.STALLED)) {
			start(relay(0), this.id, client(gateway).stream(TestReplies.request()));
			Page.open(relay(1), this.id).awaitData(1).cancel();
			assertThat(relay(1).stop(this.id).block(PATIENCE)).isTrue();
			ApixoAssertions.assertThat(gateway.requests().get(0)).isClosedByClientWithin(PATIENCE);
			assertThat(Page.open(relay(1), this.id).awaitComplete().end()).isEqualTo("{\"state\":\"stopped\"}");
		}
	}

}

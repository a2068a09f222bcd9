package ai.apixo.relay;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;

import ai.apixo.client.error.ApixoRunNotFoundException;
import ai.apixo.redis.TestRedis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Only the owner of a run reaches it.
 */
class OwnerTests {

	private final Source source = new Source();

	@EachStore
	@DisplayName("RELAY-17 a run of somebody else looks like one that does not exist")
	void foreignRunDoesNotExist(TestStore store) {
		ApixoRelay relay = store.relay();
		Runs.start(relay, new RelayId("ada", "r1"), this.source.flux());
		for (RelayId id : List.of(new RelayId("bob", "r1"), new RelayId("ada", "r2"), new RelayId("adar", "1"))) {
			Throwable failure = Objects.requireNonNull(Page.open(relay, id).awaitComplete().failure());
			assertThat(failure).isInstanceOf(ApixoRunNotFoundException.class)
				.hasMessage(new ApixoRunNotFoundException().getMessage());
			assertThat(Runs.stop(relay, id)).isFalse();
			assertThat(relay.state(id).blockOptional()).isEmpty();
		}
		assertThat(this.source.cancelled().isReleased()).isFalse();
	}

	@Test
	@DisplayName("RELAY-18 no two ids share a key, whatever a browser sends")
	void noTwoIdsShareAKey() {
		Set<String> keys = new TreeSet<>();
		List<RelayId> ids = List.of(new RelayId("a", "bc"), new RelayId("ab", "c"), new RelayId("abc", ""),
				new RelayId("a", "b:c"), new RelayId("a:b", "c"), new RelayId("a", "\ud800"),
				new RelayId("a", "\ud801"), new RelayId("a", "?"), new RelayId("a", "{x}"),
				new RelayId("a", "\r\nDEL *"));
		ids.forEach((id) -> keys.add(RelayKey.of(id).hash()));
		assertThat(keys).hasSameSizeAs(ids).allSatisfy((key) -> assertThat(key).matches("[0-9a-f]{40}"));
	}

	@Test
	@DisplayName("RELAY-18 neither owner nor run appears in Redis or in a text")
	void namesStayInTheApplication() {
		ApixoRelay relay = TestStore.REDIS.relay();
		RelayId id = new RelayId("ada.lovelace", "notes-on-menabrea");
		Runs.start(relay, id, this.source.flux());
		this.source.emit("text");
		Page.open(relay, id).awaitData(1);
		List<String> names = new ReactiveStringRedisTemplate(TestRedis.sharedConnections()).keys("*")
			.collectList()
			.blockOptional()
			.orElseThrow();
		assertThat(names).anyMatch((name) -> name.contains(RelayKey.of(id).hash()))
			.noneMatch((name) -> name.contains("lovelace") || name.contains("menabrea"));
		assertThat(id.toString()).doesNotContain("lovelace", "menabrea");
	}

	@Test
	@DisplayName("RELAY-18 a blank owner is refused")
	void blankOwnerIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new RelayId(" ", "run"));
		assertThat(RelayId.random("ada").run()).isNotEqualTo(RelayId.random("ada").run());
	}

}

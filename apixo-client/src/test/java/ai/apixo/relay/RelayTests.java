package ai.apixo.relay;

import org.junit.jupiter.api.DisplayName;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A run from its start to its end.
 */
class RelayTests {

	private final RelayId id = RelayId.random("ada");

	@EachStore
	@DisplayName("RELAY-1 a run goes on without the request that started it, and its source is subscribed to once")
	void runGoesOnWithoutItsRequest(TestStore store) {
		ApixoRelay relay = store.relay();
		Sinks.Many<String> source = Sinks.many().unicast().onBackpressureBuffer();
		StepVerifier.create(relay.start(this.id, source.asFlux())).expectNext(true).verifyComplete();
		Page page = Page.open(relay, this.id);
		source.tryEmitNext("Hel");
		page.awaitData(1).dispose();
		source.tryEmitNext("lo");
		source.tryEmitComplete();
		Page reloaded = Page.open(relay, this.id, page.lastId()).awaitComplete();
		assertThat(page.data()).containsExactly("\"Hel\"");
		assertThat(reloaded.data()).containsExactly("\"lo\"");
		assertThat(reloaded.end()).isEqualTo("{\"state\":\"completed\"}");
		assertThat(reloaded.ids()).containsExactly("2", "3");
	}

	@EachStore
	@DisplayName("RELAY-20 a stop cancels the source and is recorded")
	void stopCancelsTheSource(TestStore store) {
		ApixoRelay relay = store.relay();
		Sinks.Empty<Void> cancelled = Sinks.empty();
		Flux<String> source = Flux.<String>never().startWith("a").doOnCancel(cancelled::tryEmitEmpty);
		StepVerifier.create(relay.start(this.id, source)).expectNext(true).verifyComplete();
		Page page = Page.open(relay, this.id).awaitData(1);
		StepVerifier.create(relay.stop(this.id)).expectNext(true).verifyComplete();
		StepVerifier.create(cancelled.asMono()).verifyComplete();
		assertThat(page.awaitComplete().end()).isEqualTo("{\"state\":\"stopped\"}");
		StepVerifier.create(relay.state(this.id)).expectNext(RelayState.STOPPED).verifyComplete();
		StepVerifier.create(relay.stop(this.id)).expectNext(false).verifyComplete();
	}

}

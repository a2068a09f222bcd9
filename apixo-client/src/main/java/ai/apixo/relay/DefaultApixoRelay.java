package ai.apixo.relay;

import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.util.context.Context;

import ai.apixo.client.error.ApixoRelayException;
import ai.apixo.client.error.ApixoRunNotFoundException;

/**
 * Joins sources, store and watchers.
 */
final class DefaultApixoRelay implements ApixoRelay {

	private final RelayStore store;

	private final EventJson json;

	private final RelaySettings settings;

	private final DefaultApixoRelayBuilder origin;

	DefaultApixoRelay(RelayStore store, EventJson json, RelaySettings settings, DefaultApixoRelayBuilder origin) {
		this.store = store;
		this.json = json;
		this.settings = settings;
		this.origin = origin;
	}

	@Override
	public Mono<Boolean> start(RelayId id, Publisher<?> source) {
		RelayKey key = RelayKey.of(id);
		// The claim goes on when the subscriber leaves: a run that is claimed and has no
		// source would be lost.
		return Mono.create((sink) -> {
			AtomicBoolean left = new AtomicBoolean();
			sink.onCancel(() -> left.set(true));
			this.store.whileOpen(this.store.claim(key, this.settings.terms()))
				.subscribe((log) -> begin(key, log, source, sink), (failure) -> {
					if (!left.get()) {
						sink.error(failure);
					}
				}, () -> sink.success(false));
		});
	}

	private void begin(RelayKey key, RunLog log, Publisher<?> source, MonoSink<Boolean> sink) {
		RunWriter writer = new RunWriter(key, log, this.json, this.settings.maxSize(), this.settings.failures(),
				this.store.openRuns(), Context.of(sink.contextView()));
		this.store.openRuns().add(writer);
		log.opened(writer);
		try {
			Flux.from(source).subscribe(writer);
		}
		catch (Throwable ex) {
			// The run is claimed, so its watchers have to be told.
			writer.onError(ex);
		}
		sink.success(true);
		writer.begin();
	}

	@Override
	public Flux<ServerSentEvent<String>> watch(RelayId id, @Nullable String lastEventId) {
		return this.store.whileOpen(this.store.journal(RelayKey.of(id)))
			.switchIfEmpty(Mono.error(ApixoRunNotFoundException::new))
			.<ServerSentEvent<String>>flatMapMany(
					(journal) -> new WatchFlux(journal, lastEventId, this.settings.heartbeat(), this.store.activity()))
			.onErrorResume(ApixoRelayException.class, (failure) -> Flux.just(Frames.open()));
	}

	@Override
	public Mono<Boolean> stop(RelayId id) {
		return this.store.whileOpen(this.store.stopRun(RelayKey.of(id)));
	}

	@Override
	public Mono<RelayState> state(RelayId id) {
		return this.store.whileOpen(this.store.stateOf(RelayKey.of(id)));
	}

	@Override
	public RelayActivity activity() {
		return this.store.activity();
	}

	@Override
	public Builder mutate() {
		return this.origin.copy();
	}

}

package ai.apixo.relay;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.client.error.ApixoLimit;
import ai.apixo.client.error.ApixoRelayException;
import ai.apixo.client.error.ApixoRunNotFoundException;
import ai.apixo.client.lifecycle.SettingNames;

/**
 * Lets responses continue on the server while browsers connect and disconnect. A run is
 * started once, can be watched from any number of tabs, and ends with its source, when it
 * is stopped, or when nobody has watched it for a while. In a controller of WebFlux or of
 * Spring MVC: <pre>
 * &#64;PostMapping(path = "/answers/{run}", produces = TEXT_EVENT_STREAM_VALUE)
 * Flux&lt;ServerSentEvent&lt;String&gt;&gt; ask(&#64;PathVariable String run, &#64;RequestBody MessagesRequest request, Principal user) {
 *     RelayId id = new RelayId(user.getName(), run);
 *     return relay.start(id, client.stream(request)).thenMany(relay.watch(id, null));
 * }
 *
 * &#64;GetMapping(path = "/answers/{run}", produces = TEXT_EVENT_STREAM_VALUE)
 * Flux&lt;ServerSentEvent&lt;String&gt;&gt; watch(&#64;PathVariable String run,
 *         &#64;RequestHeader(name = "Last-Event-ID", required = false) &#64;Nullable String last, Principal user) {
 *     return relay.watch(new RelayId(user.getName(), run), last);
 * }
 * </pre>
 *
 * <p>
 * Publishers are cold. Thread-safe.
 *
 * @since 0.1.0
 */
public interface ApixoRelay {

	/**
	 * Start a run, unless a run with this id exists on any replica, whether running or
	 * ended. The source is subscribed to exactly once, in the Reactor context of the
	 * subscriber. From then on, the run does not depend on any request: cancelling the
	 * subscription has no effect.
	 * @param id the id of the run: one per generation, never one per conversation
	 * @param source the publisher to relay: the events of a call, its text, a tool run,
	 * or values that the mapper can write
	 * @return {@code true} if this call started the run, {@code false} if it already
	 * exists; an {@link ApixoRelayException} if the store cannot be reached or the
	 * application is closing, in which case the source is not subscribed to
	 */
	Mono<Boolean> start(RelayId id, Publisher<?> source);

	/**
	 * Watch a run: the events that the watcher has not seen yet, then live events, and
	 * finally an {@code end} event with {@code {"state":"completed"}}. Events are
	 * numbered from 1, the number is the id of the server-sent event, and the data is one
	 * line of JSON.
	 * <p>
	 * If a response ends without {@code end}, reconnect with the last id. If the relay
	 * cannot resume at that id, it starts over with a {@code reset} event, followed by
	 * the events so far in as few pieces as possible.
	 * @param id the id of the run
	 * @param lastEventId the id of the last event that was received, as sent by the
	 * browser; {@code null} for all events
	 * @return the events, on demand of the subscriber; an
	 * {@link ApixoRunNotFoundException} if there is no such run
	 */
	Flux<ServerSentEvent<String>> watch(RelayId id, @Nullable String lastEventId);

	/**
	 * Stop a run and cancel its source.
	 * @param id the id of the run
	 * @return {@code true} once the end of the run is recorded, {@code false} if it is
	 * not running; an {@link ApixoRelayException} if the store cannot be reached
	 */
	Mono<Boolean> stop(RelayId id);

	/**
	 * Return the state of a run.
	 * @param id the id of the run
	 * @return the state, or empty if there is no such run; an {@link ApixoRelayException}
	 * if the store cannot be reached
	 */
	Mono<RelayState> state(RelayId id);

	/**
	 * Return the activity of the relays of this store in this application.
	 * @return a live view
	 */
	RelayActivity activity();

	/**
	 * Return a builder for a relay with the same store and different settings.
	 * @return a builder with the settings of this relay
	 */
	Builder mutate();

	/**
	 * Return a builder for a relay that keeps up to 256 MB in memory.
	 * @return the builder
	 */
	static Builder builder() {
		return new DefaultApixoRelayBuilder("maxSize(..) of the relay's builder",
				"the size of the relay's MemoryRelayStore");
	}

	/**
	 * Return a builder for a relay whose error messages use the setting names of an
	 * application framework.
	 * @param settingNames the names of the settings
	 * @return the builder
	 */
	static Builder builder(SettingNames settingNames) {
		return new DefaultApixoRelayBuilder(settingNames.limit(ApixoLimit.MAX_RUN_SIZE),
				settingNames.limit(ApixoLimit.MAX_RELAY_MEMORY));
	}

	/**
	 * Collects the settings of a relay.
	 *
	 * @since 0.1.0
	 */
	interface Builder {

		/**
		 * Set the store of runs.
		 * @param store the store; 256 MB of memory by default
		 * @return this builder
		 */
		Builder store(RelayStore store);

		/**
		 * Set the mapper that writes the events. Events of the Messages API are written
		 * in their wire format regardless of the mapper's settings, and always on one
		 * line.
		 * @param jsonMapper the mapper; by default one that keeps every digit
		 * @return this builder
		 */
		Builder jsonMapper(JsonMapper jsonMapper);

		/**
		 * Set the time for which a run continues while nobody watches it, including the
		 * time before the first watcher.
		 * @param grace the time, 30 seconds by default; {@code null} to let runs continue
		 * until their end
		 * @return this builder
		 */
		Builder grace(@Nullable Duration grace);

		/**
		 * Set the time for which a run can still be watched after its end.
		 * @param timeToLive the time, 10 minutes by default
		 * @return this builder
		 */
		Builder timeToLive(Duration timeToLive);

		/**
		 * Set the maximum size of the JSON of one run. A larger run fails.
		 * @param maxSize the size, 16 MB by default
		 * @return this builder
		 */
		Builder maxSize(DataSize maxSize);

		/**
		 * Set the time without an event after which a comment is sent to a watcher.
		 * @param heartbeat the time, 15 seconds by default
		 * @return this builder
		 */
		Builder heartbeat(Duration heartbeat);

		/**
		 * Build the relay. Nothing runs and no connection is opened before it is used.
		 * @return the relay
		 * @throws ApixoConfigurationException if a setting is wrong
		 */
		ApixoRelay build();

	}

}

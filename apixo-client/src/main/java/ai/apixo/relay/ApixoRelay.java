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
 * Lets answers go on at the server while browsers come and go. A run is started once, is
 * watched from any number of tabs, and ends with its source, when it is stopped, or when
 * nobody has watched it for a while. From a controller of WebFlux or of Spring MVC: <pre>
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
 * Publishers are cold. Safe for use by any number of subscribers at once.
 *
 * @since 0.1.0
 */
public interface ApixoRelay {

	/**
	 * Start a run, unless there is one with this id, running or ended, on any replica.
	 * The source is subscribed to exactly once, in the Reactor context of the subscriber.
	 * From then on the run depends on no request: to cancel the subscription changes
	 * nothing.
	 * @param id the id of the run: one per generation, never one per conversation
	 * @param source what to relay: the events of a call, its text, a tool run, or values
	 * that the mapper can write
	 * @return {@code true} if this call started the run, {@code false} if it exists; an
	 * {@link ApixoRelayException} if the store cannot be reached or the application is
	 * closing, in which case the source is not subscribed to
	 */
	Mono<Boolean> start(RelayId id, Publisher<?> source);

	/**
	 * Watch a run: what the watcher has not seen yet, then live, and at last an event
	 * {@code end} with {@code {"state":"completed"}}. Events are numbered from 1, the
	 * number is the id of the server-sent event, and the data are one line of JSON.
	 * <p>
	 * A response that ends without {@code end} means: come back with the last id. What
	 * the relay cannot continue begins anew with an event {@code reset}, followed by the
	 * events so far in as few pieces as possible.
	 * @param id the id of the run
	 * @param lastEventId the id of the last event that was seen, as the browser sends it;
	 * {@code null} for everything
	 * @return the events, at the demand of the subscriber; an
	 * {@link ApixoRunNotFoundException} if there is no such run
	 */
	Flux<ServerSentEvent<String>> watch(RelayId id, @Nullable String lastEventId);

	/**
	 * Stop a run, which cancels its source.
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
	 * Return what the relays of this store do and have done in this application.
	 * @return figures that are always current
	 */
	RelayActivity activity();

	/**
	 * Start a relay with the same store and other settings.
	 * @return a builder with the settings of this relay
	 */
	Builder mutate();

	/**
	 * Start a relay that keeps up to 256 MB in memory.
	 * @return the builder
	 */
	static Builder builder() {
		return new DefaultApixoRelayBuilder("maxSize(..) of the relay's builder",
				"the size of the relay's MemoryRelayStore");
	}

	/**
	 * Start a relay whose error messages name the settings of an application framework.
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
		 * Set where runs are kept.
		 * @param store the store; 256 MB of memory by default
		 * @return this builder
		 */
		Builder store(RelayStore store);

		/**
		 * Set what writes the events. Events of the Messages API are written in the form
		 * of the wire whatever the mapper is set to, and all on one line.
		 * @param jsonMapper the mapper; one that keeps every digit by default
		 * @return this builder
		 */
		Builder jsonMapper(JsonMapper jsonMapper);

		/**
		 * Set how long a run goes on while nobody watches it, the time before the first
		 * watcher included.
		 * @param grace the time, 30 seconds by default; {@code null} for until its end
		 * @return this builder
		 */
		Builder grace(@Nullable Duration grace);

		/**
		 * Set how long an ended run can still be watched.
		 * @param timeToLive the time, 10 minutes by default
		 * @return this builder
		 */
		Builder timeToLive(Duration timeToLive);

		/**
		 * Set the maximum size of the JSON of one run. A run above it fails.
		 * @param maxSize the size, 16 MB by default
		 * @return this builder
		 */
		Builder maxSize(DataSize maxSize);

		/**
		 * Set the longest silence towards a watcher, after which a comment is sent.
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

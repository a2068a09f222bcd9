package ai.apixo.client;

import java.time.Duration;
import java.util.function.Supplier;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.retry.Retry;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import ai.apixo.client.lifecycle.ApixoClientResources;
import ai.apixo.client.observation.ApixoCallListener;
import ai.apixo.client.observation.ApixoObservationConvention;
import ai.apixo.limit.CallLimiter;
import ai.apixo.limit.CallLimits;
import ai.apixo.messages.Message;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.event.StreamEvent;

/**
 * Sends requests to {@code POST /v1/messages} of APIXO, or of any gateway that speaks the
 * Anthropic Messages format, without blocking a thread anywhere.
 *
 * <p>
 * Immutable and safe for use by many threads. With the starter it is a bean; without
 * Spring Boot, {@link #builder()} makes one. Every method returns a cold publisher: each
 * subscription is a call of its own, and cancelling the subscription closes the
 * connection.
 *
 * <p>
 * Failures arrive as {@link ai.apixo.client.error.ApixoException}. A call is tried again
 * only while nothing of its response has been delivered.
 *
 * @since 0.1.0
 */
public interface ApixoMessagesClient {

	/**
	 * Stream the events of a response, each as soon as its last byte has arrived.
	 *
	 * <p>
	 * The stream completes right after {@code message_stop}. One that ends without it
	 * fails with {@link ai.apixo.client.error.ApixoIncompleteStreamException}, and an
	 * {@code error} event with {@link ai.apixo.client.error.ApixoApiException}; both come
	 * after all events that were delivered before. Demand reaches the socket: a
	 * subscriber that does not ask makes the gateway wait. Pings are not delivered; they
	 * count as activity for the idle limit.
	 * @param request what to ask
	 * @return the events in the order of the wire
	 */
	Flux<StreamEvent> stream(MessagesRequest request);

	/**
	 * Ask for the whole response in one piece ({@code "stream": false}). For responses
	 * that take more than a minute prefer {@link #streamMessage}: connections without
	 * traffic are cut by many proxies.
	 * @param request what to ask
	 * @return the response
	 */
	Mono<Message> create(MessagesRequest request);

	/**
	 * Stream the text of a response only: the text of each {@code text_delta}.
	 * @param request what to ask
	 * @return the pieces of text, never joined and never split
	 */
	Flux<String> streamText(MessagesRequest request);

	/**
	 * Stream inside and emit the accumulated message when it is complete. A failure
	 * carries the response so far in
	 * {@link ai.apixo.client.error.ApixoException#partialMessage()}.
	 * @param request what to ask
	 * @return the response
	 */
	Mono<Message> streamMessage(MessagesRequest request);

	/**
	 * A builder with this client's settings, for a client that differs in some: another
	 * key, a header, a beta, a longer limit. Connections, registries and
	 * {@linkplain #activity() activity} are shared, so this is cheap enough for a single
	 * call.
	 * @return a new builder
	 */
	Builder mutate();

	/**
	 * What this client and those made from it by {@link #mutate()} have been doing.
	 * @return a live view
	 */
	ApixoClientActivity activity();

	/**
	 * A builder for use without Spring Boot. It needs a key, everything else has a
	 * default.
	 * @return a new builder
	 */
	static Builder builder() {
		return builder(
				new ApixoClientResources(null, new DefaultResilience(), Duration.ZERO, new BuilderSettingNames()));
	}

	/**
	 * Create a builder for a client that shares resources with others. For integrations
	 * such as the auto-configuration, which end open calls when the application closes.
	 * @param resources what the clients share
	 * @return the builder
	 */
	static Builder builder(ApixoClientResources resources) {
		return new DefaultApixoMessagesClientBuilder(resources);
	}

	/**
	 * Collects the settings of a client. Not safe for use by many threads at once.
	 */
	interface Builder {

		/**
		 * Set where the gateway is.
		 * @param baseUrl an absolute http or https URL without user info, query and
		 * fragment; a path is kept as a prefix of {@code /v1/messages}. Default
		 * {@code https://llm.apixo.ai}
		 * @return this builder
		 */
		Builder baseUrl(String baseUrl);

		/**
		 * Set the key sent as {@code x-api-key}.
		 * @param apiKey the key; white space around it is removed
		 * @return this builder
		 */
		Builder apiKey(String apiKey);

		/**
		 * Set where the key comes from, for keys that change.
		 * @param apiKey asked for each attempt; must not block
		 * @return this builder
		 */
		Builder apiKey(Supplier<String> apiKey);

		/**
		 * Set where the key comes from, for keys that take a while to come.
		 * @param apiKey subscribed to for each attempt, never blocked on. Its wait is
		 * bounded by the {@linkplain #responseTimeout response timeout}; if it fails or
		 * is empty, so does the call, with
		 * {@link ai.apixo.client.error.ApixoConfigurationException}, and nothing is sent
		 * @return this builder
		 */
		Builder apiKey(Mono<String> apiKey);

		/**
		 * Set how the key is sent.
		 * @param authentication as {@code x-api-key}, which is the default, or as
		 * {@code Authorization: Bearer}
		 * @return this builder
		 */
		Builder authentication(ApixoAuthentication authentication);

		/**
		 * Set the name under which this client appears: the Resilience4j instance, the
		 * metric tag, the health contributor.
		 * @param name the name, default {@code apixo}
		 * @return this builder
		 */
		Builder name(String name);

		/**
		 * Set the {@code anthropic-version} header.
		 * @param anthropicVersion a date, default {@code 2023-06-01}
		 * @return this builder
		 */
		Builder anthropicVersion(String anthropicVersion);

		/**
		 * Set the {@code anthropic-beta} header, replacing earlier values.
		 * @param anthropicBeta the betas to take part in; none removes the header
		 * @return this builder
		 */
		Builder anthropicBeta(String... anthropicBeta);

		/**
		 * Set a further header of each request, replacing earlier values of that name.
		 * @param name the name; those that the client sets itself, such as
		 * {@code x-api-key}, are refused by {@link #build()}
		 * @param values the values; none removes the header
		 * @return this builder
		 */
		Builder defaultHeader(String name, String... values);

		/**
		 * Set the model for requests that name none.
		 * @param defaultModel any model id
		 * @return this builder
		 */
		Builder defaultModel(String defaultModel);

		/**
		 * Set the token limit for requests that name none.
		 * @param defaultMaxTokens the {@code max_tokens} to send
		 * @return this builder
		 */
		Builder defaultMaxTokens(int defaultMaxTokens);

		/**
		 * Set the builder that requests are sent with. A clone is used; its
		 * {@code authorization} and cookies are dropped.
		 * @param webClientBuilder the builder with filters, observation or a connector;
		 * the client's own connector, if it has one, wins
		 * @return this builder
		 */
		Builder webClientBuilder(WebClient.Builder webClientBuilder);

		/**
		 * Set how long each attempt may wait for status and headers.
		 * @param responseTimeout a positive duration, default 10 minutes
		 * @return this builder
		 */
		Builder responseTimeout(Duration responseTimeout);

		/**
		 * Set how long the gateway may be silent once its response has begun. Any byte, a
		 * ping too, is life; time in which the subscriber asks for nothing does not
		 * count.
		 * @param idleTimeout a positive duration, default 5 minutes
		 * @return this builder
		 */
		Builder idleTimeout(Duration idleTimeout);

		/**
		 * Set how long a call may take as a whole, with all attempts and waits.
		 * @param totalTimeout a positive duration, or {@code null} for no limit, which is
		 * the default
		 * @return this builder
		 */
		Builder totalTimeout(@Nullable Duration totalTimeout);

		/**
		 * Set how large one stream event, or the whole response of {@link #create}, may
		 * be.
		 * @param maxMessageSize the limit, default 16 MB
		 * @return this builder
		 */
		Builder maxMessageSize(DataSize maxMessageSize);

		/**
		 * Set the retry of attempts that failed before anything was delivered. Use
		 * {@link ApixoRetryPredicate} and {@link ApixoRetryInterval} in its configuration
		 * to keep the gateway's rules.
		 * @param retry the retry; one with {@code maxAttempts} 1 switches retries off
		 * @return this builder
		 */
		Builder retry(Retry retry);

		/**
		 * Set the circuit breaker that judges each attempt up to its first event.
		 * @param circuitBreaker the breaker, default none
		 * @return this builder
		 */
		Builder circuitBreaker(CircuitBreaker circuitBreaker);

		/**
		 * Set the bulkhead that bounds the number of open calls.
		 * @param bulkhead a bulkhead with {@code maxWaitDuration} zero, default none
		 * @return this builder
		 */
		Builder bulkhead(Bulkhead bulkhead);

		/**
		 * Set what the key may use, so that calls wait for their turn instead of being
		 * refused. What is used belongs to the key at its gateway: all clients with the
		 * same key and limiter share it, whatever their names.
		 * @param limits the limits, or {@code null} for none, which is the default
		 * @return this builder
		 */
		Builder limits(@Nullable CallLimits limits);

		/**
		 * Set where the use of keys is kept.
		 * @param limiter the limiter, default one in memory for all clients that come
		 * from the same builder
		 * @return this builder
		 */
		Builder limiter(CallLimiter limiter);

		/**
		 * Set the models to ask instead of one that fails.
		 * @param fallback the models, or {@code null} for none, which is the default
		 * @return this builder
		 */
		Builder fallback(@Nullable ModelFallback fallback);

		/**
		 * Set two breakpoints of the prompt cache in each request that has none of its
		 * own, see {@link MessagesRequest#withPromptCaching}.
		 * @param timeToLive how long the gateway keeps what was cached: 5 minutes or 1
		 * hour, or {@code null} for no caching, which is the default
		 * @return this builder
		 * @throws ai.apixo.client.error.ApixoConfigurationException for another time
		 */
		Builder promptCaching(@Nullable Duration timeToLive);

		/**
		 * Add a listener that is told of retries, and at the end what each call did.
		 * @param callListener the listener, in addition to those added before
		 * @return this builder
		 */
		Builder callListener(ApixoCallListener callListener);

		/**
		 * Set where calls are observed.
		 * @param observationRegistry the registry, default none
		 * @return this builder
		 */
		Builder observationRegistry(ObservationRegistry observationRegistry);

		/**
		 * Set how observations are named and tagged.
		 * @param observationConvention the convention, default the OpenTelemetry GenAI
		 * names
		 * @return this builder
		 */
		Builder observationConvention(ApixoObservationConvention observationConvention);

		/**
		 * Build the client.
		 * @return the client
		 * @throws ai.apixo.client.error.ApixoConfigurationException if a setting is wrong
		 */
		ApixoMessagesClient build();

	}

}

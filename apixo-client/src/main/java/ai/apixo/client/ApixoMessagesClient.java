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
 * Immutable and thread-safe. The starter provides a bean; without Spring Boot, use
 * {@link #builder()} to create a client. Every method returns a cold publisher: each
 * subscription is a separate call, and cancelling the subscription closes the connection.
 *
 * <p>
 * Failures arrive as {@link ai.apixo.client.error.ApixoException}. A call is retried only
 * while none of its response has been delivered.
 *
 * @since 0.1.0
 */
public interface ApixoMessagesClient {

	/**
	 * Stream the events of a response, each as soon as its last byte has arrived.
	 *
	 * <p>
	 * The stream completes right after {@code message_stop}. A stream that ends without
	 * it fails with {@link ai.apixo.client.error.ApixoIncompleteStreamException}, and a
	 * stream with an {@code error} event fails with
	 * {@link ai.apixo.client.error.ApixoApiException}. Both are signaled after all events
	 * that precede them. Demand reaches the socket: if the subscriber requests nothing,
	 * the gateway has to wait. Pings are not delivered; they count as activity for the
	 * idle limit.
	 * @param request the request
	 * @return the events in the order in which they were sent
	 */
	Flux<StreamEvent> stream(MessagesRequest request);

	/**
	 * Request the whole response at once ({@code "stream": false}). For responses that
	 * take more than a minute, prefer {@link #streamMessage}: many proxies close
	 * connections without traffic.
	 * @param request the request
	 * @return the response
	 */
	Mono<Message> create(MessagesRequest request);

	/**
	 * Stream only the text of a response: the text of each {@code text_delta}.
	 * @param request the request
	 * @return the pieces of text, never joined and never split
	 */
	Flux<String> streamText(MessagesRequest request);

	/**
	 * Stream internally and emit the accumulated message when it is complete. A failure
	 * carries the response so far in
	 * {@link ai.apixo.client.error.ApixoException#partialMessage()}.
	 * @param request the request
	 * @return the response
	 */
	Mono<Message> streamMessage(MessagesRequest request);

	/**
	 * Return a builder with the settings of this client, for a client with some different
	 * settings, such as another key, a header, a beta or a longer limit. Connections,
	 * registries and {@linkplain #activity() activity} are shared, so this is cheap
	 * enough for a single call.
	 * @return a new builder
	 */
	Builder mutate();

	/**
	 * Return the activity of this client and of those created from it by
	 * {@link #mutate()}.
	 * @return a live view
	 */
	ApixoClientActivity activity();

	/**
	 * Return a builder for use without Spring Boot. The key is required; everything else
	 * has a default.
	 * @return a new builder
	 */
	static Builder builder() {
		return builder(
				new ApixoClientResources(null, new DefaultResilience(), Duration.ZERO, new BuilderSettingNames()));
	}

	/**
	 * Create a builder for a client that shares resources with others. For integrations,
	 * such as the auto-configuration, that end open calls when the application closes.
	 * @param resources what the clients share
	 * @return the builder
	 */
	static Builder builder(ApixoClientResources resources) {
		return new DefaultApixoMessagesClientBuilder(resources);
	}

	/**
	 * Collects the settings of a client. Not thread-safe.
	 */
	interface Builder {

		/**
		 * Set the base URL of the gateway.
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
		 * Set the source of the key, for keys that change.
		 * @param apiKey called for each attempt; must not block
		 * @return this builder
		 */
		Builder apiKey(Supplier<String> apiKey);

		/**
		 * Set the source of the key, for keys that take time to obtain.
		 * @param apiKey subscribed to for each attempt, never blocked on. The wait is
		 * bounded by the {@linkplain #responseTimeout response timeout}. If it fails or
		 * is empty, the call fails with
		 * {@link ai.apixo.client.error.ApixoConfigurationException} and nothing is sent
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
		 * Set the name of this client, which is also the name of its Resilience4j
		 * instances, metric tag and health contributor.
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
		 * @param anthropicBeta the beta features; without any, the header is removed
		 * @return this builder
		 */
		Builder anthropicBeta(String... anthropicBeta);

		/**
		 * Set an additional header of each request, replacing earlier values of that
		 * name.
		 * @param name the name; those that the client sets itself, such as
		 * {@code x-api-key}, are refused by {@link #build()}
		 * @param values the values; without any, the header is removed
		 * @return this builder
		 */
		Builder defaultHeader(String name, String... values);

		/**
		 * Set the model for requests that do not set one.
		 * @param defaultModel any model id
		 * @return this builder
		 */
		Builder defaultModel(String defaultModel);

		/**
		 * Set the maximum number of tokens for requests that do not set it.
		 * @param defaultMaxTokens the {@code max_tokens} to send
		 * @return this builder
		 */
		Builder defaultMaxTokens(int defaultMaxTokens);

		/**
		 * Set the builder of the {@code WebClient} that sends the requests. A clone is
		 * used; its {@code authorization} header and cookies are dropped.
		 * @param webClientBuilder the builder with filters, observation or a connector;
		 * the client's own connector, if it has one, takes precedence
		 * @return this builder
		 */
		Builder webClientBuilder(WebClient.Builder webClientBuilder);

		/**
		 * Set the maximum time that each attempt may wait for status and headers.
		 * @param responseTimeout a positive duration, default 10 minutes
		 * @return this builder
		 */
		Builder responseTimeout(Duration responseTimeout);

		/**
		 * Set the maximum time that the gateway may be silent once its response has
		 * begun. Any byte ends the silence, including a ping. Time in which the
		 * subscriber requests nothing does not count.
		 * @param idleTimeout a positive duration, default 5 minutes
		 * @return this builder
		 */
		Builder idleTimeout(Duration idleTimeout);

		/**
		 * Set the maximum time for a whole call, including all attempts and waits.
		 * @param totalTimeout a positive duration, or {@code null} for no limit, which is
		 * the default
		 * @return this builder
		 */
		Builder totalTimeout(@Nullable Duration totalTimeout);

		/**
		 * Set the maximum size of one stream event, or of the whole response of
		 * {@link #create}.
		 * @param maxMessageSize the limit, default 16 MB
		 * @return this builder
		 */
		Builder maxMessageSize(DataSize maxMessageSize);

		/**
		 * Set the retry of attempts that failed before anything was delivered. Use
		 * {@link ApixoRetryPredicate} and {@link ApixoRetryInterval} in its configuration
		 * to keep the gateway's rules.
		 * @param retry the retry; {@code maxAttempts} of 1 disables retries
		 * @return this builder
		 */
		Builder retry(Retry retry);

		/**
		 * Set the circuit breaker that records each attempt up to its first event.
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
		 * Set the limits of the key. Calls wait for their turn instead of being refused.
		 * Usage is counted for the key at its gateway: all clients with the same key and
		 * limiter share it, whatever their names.
		 * @param limits the limits, or {@code null} for none, which is the default
		 * @return this builder
		 */
		Builder limits(@Nullable CallLimits limits);

		/**
		 * Set the limiter that tracks the usage of keys.
		 * @param limiter the limiter, by default one in memory for all clients created
		 * from the same builder
		 * @return this builder
		 */
		Builder limiter(CallLimiter limiter);

		/**
		 * Set the models to fall back to when one fails.
		 * @param fallback the models, or {@code null} for none, which is the default
		 * @return this builder
		 */
		Builder fallback(@Nullable ModelFallback fallback);

		/**
		 * Add two breakpoints of the prompt cache to each request that has none, see
		 * {@link MessagesRequest#withPromptCaching}.
		 * @param timeToLive the time for which the gateway keeps cached prompts: 5
		 * minutes or 1 hour, or {@code null} for no caching, which is the default
		 * @return this builder
		 * @throws ai.apixo.client.error.ApixoConfigurationException for another time
		 */
		Builder promptCaching(@Nullable Duration timeToLive);

		/**
		 * Add a listener that is notified of retries and, at the end, of what each call
		 * did.
		 * @param callListener the listener to add
		 * @return this builder
		 */
		Builder callListener(ApixoCallListener callListener);

		/**
		 * Set the registry with which calls are observed.
		 * @param observationRegistry the registry, default none
		 * @return this builder
		 */
		Builder observationRegistry(ObservationRegistry observationRegistry);

		/**
		 * Set the convention that names and tags observations.
		 * @param observationConvention the convention, by default the OpenTelemetry GenAI
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

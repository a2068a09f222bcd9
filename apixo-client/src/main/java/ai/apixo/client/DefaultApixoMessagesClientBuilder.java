package ai.apixo.client;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.retry.Retry;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

import ai.apixo.client.connector.LazyWebClient;
import ai.apixo.client.encode.RequestEncoder;
import ai.apixo.client.error.ApixoConfigurationException;
import ai.apixo.client.error.ApixoLimit;
import ai.apixo.client.lifecycle.ApiKeys;
import ai.apixo.client.lifecycle.ApixoClientResources;
import ai.apixo.client.lifecycle.BaseUrl;
import ai.apixo.client.lifecycle.CallOptions;
import ai.apixo.client.lifecycle.SettingNames;
import ai.apixo.client.observation.ApixoCallListener;
import ai.apixo.client.observation.ApixoObservationConvention;
import ai.apixo.client.observation.DefaultApixoObservationConvention;
import ai.apixo.limit.CallLimiter;
import ai.apixo.limit.CallLimits;
import ai.apixo.messages.json.LazyMessagesJson;

/**
 * Collects settings, and keeps those of a client for
 * {@link ApixoMessagesClient#mutate()}.
 */
final class DefaultApixoMessagesClientBuilder implements ApixoMessagesClient.Builder {

	static final DataSize DEFAULT_MAX_MESSAGE_SIZE = DataSize.ofMegabytes(16);

	private final ApixoClientResources resources;

	private final @Nullable ApixoClientActivity sharedActivity;

	private final @Nullable BaseUrl originOfKey;

	private WebClient.@Nullable Builder webClientBuilder;

	private @Nullable LazyWebClient webClient;

	private BaseUrl baseUrl = BaseUrl.DEFAULT;

	private @Nullable ApiKeySource apiKey;

	private boolean apiKeySet;

	private String name = "apixo";

	private RequestHeaders headers = RequestHeaders.defaults();

	private @Nullable String defaultModel;

	private @Nullable Integer defaultMaxTokens;

	private TimeLimits timeLimits;

	private DataSize maxMessageSize = DEFAULT_MAX_MESSAGE_SIZE;

	private CallResilience resilience = CallResilience.none();

	private CallOptions options = CallOptions.NONE;

	private List<ApixoCallListener> callListeners = List.of();

	private ObservationRegistry observationRegistry = ObservationRegistry.NOOP;

	private ApixoObservationConvention observationConvention = new DefaultApixoObservationConvention();

	DefaultApixoMessagesClientBuilder(ApixoClientResources resources) {
		this.resources = resources;
		this.timeLimits = TimeLimits.defaults(resources.settingNames());
		this.sharedActivity = null;
		this.originOfKey = null;
	}

	private DefaultApixoMessagesClientBuilder(DefaultApixoMessagesClientBuilder original,
			@Nullable ApixoClientActivity sharedActivity) {
		this.resources = original.resources;
		this.sharedActivity = sharedActivity;
		this.originOfKey = original.baseUrl;
		this.webClientBuilder = original.webClientBuilder;
		this.webClient = original.webClient;
		this.baseUrl = original.baseUrl;
		this.apiKey = original.apiKey;
		this.name = original.name;
		this.headers = original.headers;
		this.defaultModel = original.defaultModel;
		this.defaultMaxTokens = original.defaultMaxTokens;
		this.timeLimits = original.timeLimits;
		this.maxMessageSize = original.maxMessageSize;
		this.resilience = original.resilience;
		this.options = original.options;
		this.callListeners = original.callListeners;
		this.observationRegistry = original.observationRegistry;
		this.observationConvention = original.observationConvention;
	}

	DefaultApixoMessagesClientBuilder copy(ApixoClientActivity activity) {
		return new DefaultApixoMessagesClientBuilder(this, activity);
	}

	@Override
	public ApixoMessagesClient.Builder baseUrl(String baseUrl) {
		Assert.notNull(baseUrl, "'baseUrl' must not be null");
		this.baseUrl = BaseUrl.of(baseUrl, names());
		return this;
	}

	@Override
	public ApixoMessagesClient.Builder apiKey(String apiKey) {
		return apiKey(ApiKeySource.of(ApiKeys.checked(apiKey, names())));
	}

	@Override
	public ApixoMessagesClient.Builder apiKey(Supplier<String> apiKey) {
		Assert.notNull(apiKey, "'apiKey' must not be null");
		return apiKey(ApiKeySource.of(apiKey));
	}

	@Override
	public ApixoMessagesClient.Builder apiKey(Mono<String> apiKey) {
		Assert.notNull(apiKey, "'apiKey' must not be null");
		return apiKey(ApiKeySource.of(apiKey));
	}

	private ApixoMessagesClient.Builder apiKey(ApiKeySource apiKey) {
		this.apiKey = apiKey;
		this.apiKeySet = true;
		return this;
	}

	@Override
	public ApixoMessagesClient.Builder authentication(ApixoAuthentication authentication) {
		this.headers = this.headers.with(authentication);
		return this;
	}

	@Override
	public ApixoMessagesClient.Builder name(String name) {
		if (!StringUtils.hasText(name)) {
			throw new ApixoConfigurationException("The name of a client must not be empty.");
		}
		this.name = name;
		return this;
	}

	@Override
	public ApixoMessagesClient.Builder anthropicVersion(String anthropicVersion) {
		this.headers = this.headers.withVersion(anthropicVersion);
		return this;
	}

	@Override
	public ApixoMessagesClient.Builder anthropicBeta(String... anthropicBeta) {
		this.headers = this.headers.withBetas(List.of(anthropicBeta));
		return this;
	}

	@Override
	public ApixoMessagesClient.Builder defaultHeader(String name, String... values) {
		this.headers = this.headers.with(name, List.of(values), names());
		return this;
	}

	@Override
	public ApixoMessagesClient.Builder defaultModel(String defaultModel) {
		if (!StringUtils.hasText(defaultModel)) {
			throw new ApixoConfigurationException("The default model is empty.", "Correct " + names().model() + ".");
		}
		this.defaultModel = defaultModel;
		return this;
	}

	@Override
	public ApixoMessagesClient.Builder defaultMaxTokens(int defaultMaxTokens) {
		if (defaultMaxTokens < 0) {
			throw new ApixoConfigurationException(
					"The default 'max_tokens' is " + defaultMaxTokens + " but must not be negative.",
					"Correct " + names().maxTokens() + ".");
		}
		this.defaultMaxTokens = defaultMaxTokens;
		return this;
	}

	@Override
	public ApixoMessagesClient.Builder webClientBuilder(WebClient.Builder webClientBuilder) {
		Assert.notNull(webClientBuilder, "'webClientBuilder' must not be null");
		this.webClientBuilder = webClientBuilder.clone();
		this.webClient = null;
		return this;
	}

	@Override
	public ApixoMessagesClient.Builder responseTimeout(Duration responseTimeout) {
		this.timeLimits = this.timeLimits.withResponse(responseTimeout);
		return this;
	}

	@Override
	public ApixoMessagesClient.Builder idleTimeout(Duration idleTimeout) {
		this.timeLimits = this.timeLimits.withIdle(idleTimeout);
		return this;
	}

	@Override
	public ApixoMessagesClient.Builder totalTimeout(@Nullable Duration totalTimeout) {
		this.timeLimits = this.timeLimits.withTotal(totalTimeout);
		return this;
	}

	@Override
	public ApixoMessagesClient.Builder maxMessageSize(DataSize maxMessageSize) {
		if (maxMessageSize.toBytes() <= 0) {
			throw new ApixoConfigurationException("The limit of a message's size must be positive.",
					"Correct " + names().limit(ApixoLimit.MAX_MESSAGE_SIZE) + ".");
		}
		this.maxMessageSize = maxMessageSize;
		return this;
	}

	@Override
	public ApixoMessagesClient.Builder retry(Retry retry) {
		Assert.notNull(retry, "'retry' must not be null");
		this.resilience = this.resilience.with(retry);
		return this;
	}

	@Override
	public ApixoMessagesClient.Builder circuitBreaker(CircuitBreaker circuitBreaker) {
		Assert.notNull(circuitBreaker, "'circuitBreaker' must not be null");
		this.resilience = this.resilience.with(circuitBreaker);
		return this;
	}

	@Override
	public ApixoMessagesClient.Builder bulkhead(Bulkhead bulkhead) {
		Assert.notNull(bulkhead, "'bulkhead' must not be null");
		this.resilience = this.resilience.with(bulkhead);
		return this;
	}

	@Override
	public ApixoMessagesClient.Builder limits(@Nullable CallLimits limits) {
		this.options = this.options.withLimits(limits);
		return this;
	}

	@Override
	public ApixoMessagesClient.Builder limiter(CallLimiter limiter) {
		Assert.notNull(limiter, "'limiter' must not be null");
		this.options = this.options.withLimiter(limiter);
		return this;
	}

	@Override
	public ApixoMessagesClient.Builder fallback(@Nullable ModelFallback fallback) {
		this.options = this.options.withFallback((fallback != null) ? fallback.rules() : null);
		return this;
	}

	@Override
	public ApixoMessagesClient.Builder promptCaching(@Nullable Duration timeToLive) {
		this.options = this.options.withPromptCaching(timeToLive);
		return this;
	}

	@Override
	public ApixoMessagesClient.Builder callListener(ApixoCallListener callListener) {
		Assert.notNull(callListener, "'callListener' must not be null");
		this.callListeners = Stream.concat(this.callListeners.stream(), Stream.of(callListener)).toList();
		return this;
	}

	@Override
	public ApixoMessagesClient.Builder observationRegistry(ObservationRegistry observationRegistry) {
		Assert.notNull(observationRegistry, "'observationRegistry' must not be null");
		this.observationRegistry = observationRegistry;
		return this;
	}

	@Override
	public ApixoMessagesClient.Builder observationConvention(ApixoObservationConvention observationConvention) {
		Assert.notNull(observationConvention, "'observationConvention' must not be null");
		this.observationConvention = observationConvention;
		return this;
	}

	@Override
	public ApixoMessagesClient build() {
		ApiKeySource key = requireApiKey();
		MessagesEndpoint endpoint = new MessagesEndpoint(requireWebClient(), this.baseUrl, key, this.headers);
		LazyMessagesJson messagesJson = this.resources.messagesJson();
		ResponseDecoding decoding = new ResponseDecoding(messagesJson, this.maxMessageSize,
				this.resources.scratchBuffers());
		ApixoClientActivity activity = (this.sharedActivity != null) ? this.sharedActivity
				: new ApixoClientActivity(this.resources.coolingModels(endpoint.origin())::names);
		CallSettings settings = new CallSettings(this.name, endpoint, decoding, this.timeLimits,
				this.resilience.or(this.resources.resilience(), this.name).checked(names()), this.options,
				this.options.limiting(this.resources), observations(endpoint), this.callListeners, this.resources,
				activity);
		return new DefaultApixoMessagesClient(copy(activity), settings,
				new RequestEncoder(messagesJson, this.defaultModel, this.defaultMaxTokens,
						this.headers.hasInterleavedThinking(), this.options.promptCaching(), names()));
	}

	private ApiKeySource requireApiKey() {
		if (this.apiKey == null) {
			throw ApiKeys.missing(names());
		}
		if (this.originOfKey != null && !this.apiKeySet && !this.baseUrl.hasSameOrigin(this.originOfKey)) {
			throw new ApixoConfigurationException(
					"The client would send its key to " + this.baseUrl.host()
							+ ", a gateway other than the one that it belongs to.",
					"Call apiKey(..) together with baseUrl(..).");
		}
		return this.apiKey;
	}

	private SettingNames names() {
		return this.resources.settingNames();
	}

	private LazyWebClient requireWebClient() {
		if (this.webClient == null) {
			WebClient.Builder own = (this.webClientBuilder != null) ? this.webClientBuilder.clone()
					: MessagesEndpoint.webClientBuilder();
			this.webClient = MessagesEndpoint.webClient(own, this.resources.connector());
		}
		return this.webClient;
	}

	private ObservationSettings observations(MessagesEndpoint endpoint) {
		return new ObservationSettings(this.observationRegistry, this.observationConvention, this.name,
				endpoint.serverAddress());
	}

}

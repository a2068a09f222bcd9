package ai.apixo.boot.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;

import ai.apixo.client.ApixoAuthentication;

/**
 * Configuration properties of the APIXO client.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("apixo")
public class ApixoProperties {

	/** Whether to enable auto-configuration of the APIXO client. */
	private boolean enabled = true;

	/** API key for the gateway. Usually set through APIXO_API_KEY. */
	private @Nullable String apiKey;

	/** How to send the API key: in the x-api-key header, or as a bearer token. */
	private ApixoAuthentication authentication = ApixoAuthentication.API_KEY;

	/** Base URL of the gateway. A trailing /v1 or /v1/messages is removed. */
	private String baseUrl = "https://llm.apixo.ai";

	/**
	 * Whether to allow a plain http base URL whose host is not a loopback address. The
	 * API key is then sent in clear text.
	 */
	private boolean allowInsecureBaseUrl = false;

	/** Version of the Messages API, sent as the anthropic-version header. */
	private String anthropicVersion = "2023-06-01";

	/** Comma-separated list of beta features, sent as the anthropic-beta header. */
	private List<String> anthropicBeta = new ArrayList<>();

	/** Model to use if a request does not set one. */
	private @Nullable String model;

	/** Maximum number of tokens to generate if a request does not set a maximum. */
	private @Nullable Integer maxTokens;

	/** Additional headers to send with each request. */
	private Map<String, String> headers = new LinkedHashMap<>();

	/**
	 * Maximum time between two bytes of a response, including pings, while the subscriber
	 * requests more. In milliseconds unless a unit is given.
	 */
	private Duration idleTimeout = Duration.ofMinutes(5);

	/**
	 * Maximum time for a call, including all attempts and the waits between them.
	 * Unlimited by default. In milliseconds unless a unit is given.
	 */
	private @Nullable Duration totalTimeout;

	/**
	 * Time for which the gateway keeps prompts in its cache, either 5m or 1h. Adds two
	 * breakpoints to each request that has none. Disabled by default and by 0. In
	 * milliseconds unless a unit is given.
	 */
	private @Nullable Duration promptCaching;

	@NestedConfigurationProperty
	private final ApixoHttpProperties http = new ApixoHttpProperties();

	@NestedConfigurationProperty
	private final ApixoRetryProperties retry = new ApixoRetryProperties();

	@NestedConfigurationProperty
	private final ApixoObservationProperties observation = new ApixoObservationProperties();

	@NestedConfigurationProperty
	private final ApixoHealthProperties health = new ApixoHealthProperties();

	@NestedConfigurationProperty
	private final ApixoLimitsProperties limits = new ApixoLimitsProperties();

	@NestedConfigurationProperty
	private final ApixoFallbackProperties fallback = new ApixoFallbackProperties();

	/**
	 * Return whether to enable auto-configuration of the APIXO client.
	 * @return whether it is enabled
	 */
	public boolean isEnabled() {
		return this.enabled;
	}

	/**
	 * Set whether to enable auto-configuration of the APIXO client.
	 * @param enabled whether it is enabled
	 */
	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	/**
	 * Return the API key.
	 * @return the API key
	 */
	public @Nullable String getApiKey() {
		return this.apiKey;
	}

	/**
	 * Set the API key.
	 * @param apiKey the API key
	 */
	public void setApiKey(@Nullable String apiKey) {
		this.apiKey = apiKey;
	}

	/**
	 * Return how to send the API key.
	 * @return the authentication
	 */
	public ApixoAuthentication getAuthentication() {
		return this.authentication;
	}

	/**
	 * Set how to send the API key.
	 * @param authentication the authentication
	 */
	public void setAuthentication(ApixoAuthentication authentication) {
		this.authentication = authentication;
	}

	/**
	 * Return the base URL of the gateway.
	 * @return the address
	 */
	public String getBaseUrl() {
		return this.baseUrl;
	}

	/**
	 * Set the base URL of the gateway.
	 * @param baseUrl the address
	 */
	public void setBaseUrl(String baseUrl) {
		this.baseUrl = baseUrl;
	}

	/**
	 * Return whether to allow a plain http base URL.
	 * @return {@code true} if so
	 */
	public boolean isAllowInsecureBaseUrl() {
		return this.allowInsecureBaseUrl;
	}

	/**
	 * Set whether to allow a plain http base URL.
	 * @param allowInsecureBaseUrl whether to allow it
	 */
	public void setAllowInsecureBaseUrl(boolean allowInsecureBaseUrl) {
		this.allowInsecureBaseUrl = allowInsecureBaseUrl;
	}

	/**
	 * Return the version of the Messages API.
	 * @return the anthropic version
	 */
	public String getAnthropicVersion() {
		return this.anthropicVersion;
	}

	/**
	 * Set the version of the Messages API.
	 * @param anthropicVersion the anthropic version
	 */
	public void setAnthropicVersion(String anthropicVersion) {
		this.anthropicVersion = anthropicVersion;
	}

	/**
	 * Return the comma-separated list of beta features.
	 * @return the anthropic beta
	 */
	public List<String> getAnthropicBeta() {
		return this.anthropicBeta;
	}

	/**
	 * Set the comma-separated list of beta features.
	 * @param anthropicBeta the anthropic beta
	 */
	public void setAnthropicBeta(List<String> anthropicBeta) {
		this.anthropicBeta = anthropicBeta;
	}

	/**
	 * Return the model to use if a request does not set one.
	 * @return the model
	 */
	public @Nullable String getModel() {
		return this.model;
	}

	/**
	 * Set the model to use if a request does not set one.
	 * @param model the model
	 */
	public void setModel(@Nullable String model) {
		this.model = model;
	}

	/**
	 * Return the maximum number of tokens to generate if a request does not set a
	 * maximum.
	 * @return the maximum
	 */
	public @Nullable Integer getMaxTokens() {
		return this.maxTokens;
	}

	/**
	 * Set the maximum number of tokens to generate if a request does not set a maximum.
	 * @param maxTokens the maximum
	 */
	public void setMaxTokens(@Nullable Integer maxTokens) {
		this.maxTokens = maxTokens;
	}

	/**
	 * Return the additional headers to send with each request.
	 * @return the headers
	 */
	public Map<String, String> getHeaders() {
		return this.headers;
	}

	/**
	 * Set the additional headers to send with each request.
	 * @param headers the headers
	 */
	public void setHeaders(Map<String, String> headers) {
		this.headers = headers;
	}

	/**
	 * Return the maximum time of silence in the middle of a response.
	 * @return the idle timeout
	 */
	public Duration getIdleTimeout() {
		return this.idleTimeout;
	}

	/**
	 * Set the maximum time of silence in the middle of a response.
	 * @param idleTimeout the idle timeout
	 */
	public void setIdleTimeout(Duration idleTimeout) {
		this.idleTimeout = idleTimeout;
	}

	/**
	 * Return the maximum time for a whole call.
	 * @return the total timeout
	 */
	public @Nullable Duration getTotalTimeout() {
		return this.totalTimeout;
	}

	/**
	 * Set the maximum time for a whole call.
	 * @param totalTimeout the total timeout
	 */
	public void setTotalTimeout(@Nullable Duration totalTimeout) {
		this.totalTimeout = totalTimeout;
	}

	/**
	 * Return the time for which the gateway keeps prompts in its cache.
	 * @return the time
	 */
	public @Nullable Duration getPromptCaching() {
		return this.promptCaching;
	}

	/**
	 * Set the time for which the gateway keeps prompts in its cache.
	 * @param promptCaching the time
	 */
	public void setPromptCaching(@Nullable Duration promptCaching) {
		this.promptCaching = promptCaching;
	}

	/**
	 * Return the properties of the limits of API keys.
	 * @return the limits
	 */
	public ApixoLimitsProperties getLimits() {
		return this.limits;
	}

	/**
	 * Return the properties of the models to ask when one fails.
	 * @return the fallback
	 */
	public ApixoFallbackProperties getFallback() {
		return this.fallback;
	}

	/**
	 * Return the properties of the connections to the gateway.
	 * @return the http
	 */
	public ApixoHttpProperties getHttp() {
		return this.http;
	}

	/**
	 * Return the properties of observations.
	 * @return the observation
	 */
	public ApixoObservationProperties getObservation() {
		return this.observation;
	}

	/**
	 * Return the properties of retries.
	 * @return the retry
	 */
	public ApixoRetryProperties getRetry() {
		return this.retry;
	}

	/**
	 * Return the properties of the health indicator.
	 * @return the health
	 */
	public ApixoHealthProperties getHealth() {
		return this.health;
	}

}

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

	/**
	 * Whether to configure the APIXO client.
	 */
	private boolean enabled = true;

	/**
	 * API key, sent as the x-api-key header. Usually set by the environment variable
	 * APIXO_API_KEY.
	 */
	private @Nullable String apiKey;

	/**
	 * How to send the API key: in the x-api-key header, or as a bearer token.
	 */
	private ApixoAuthentication authentication = ApixoAuthentication.API_KEY;

	/**
	 * Address of the gateway. A path is kept as a prefix of /v1/messages; a trailing /v1
	 * or /v1/messages is removed.
	 */
	private String baseUrl = "https://llm.apixo.ai";

	/**
	 * Whether to allow a base URL of plain http whose host is not a loopback literal. The
	 * API key then crosses the network in clear text.
	 */
	private boolean allowInsecureBaseUrl = false;

	/**
	 * Version of the Messages API, sent as the anthropic-version header.
	 */
	private String anthropicVersion = "2023-06-01";

	/**
	 * Comma-separated list of beta features, sent as the anthropic-beta header.
	 */
	private List<String> anthropicBeta = new ArrayList<>();

	/**
	 * Model used when a request names none.
	 */
	private @Nullable String model;

	/**
	 * Maximum number of tokens to generate when a request names none.
	 */
	private @Nullable Integer maxTokens;

	/**
	 * Additional headers to send with each request.
	 */
	private Map<String, String> headers = new LinkedHashMap<>();

	/**
	 * Maximum time for which the gateway may be silent in the middle of a response.
	 * Counts from the last byte, pings included, while the subscriber wants more. In
	 * milliseconds unless a unit is given.
	 */
	private Duration idleTimeout = Duration.ofMinutes(5);

	/**
	 * Maximum time for a whole call, including all attempts and the waits between them.
	 * Unlimited by default. In milliseconds unless a unit is given.
	 */
	private @Nullable Duration totalTimeout;

	/**
	 * Time for which the gateway keeps prompts in its cache: 5m or 1h. Sets two
	 * breakpoints in each request that has none of its own. Off by default, and for 0. In
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

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public @Nullable String getApiKey() {
		return this.apiKey;
	}

	public void setApiKey(@Nullable String apiKey) {
		this.apiKey = apiKey;
	}

	public ApixoAuthentication getAuthentication() {
		return this.authentication;
	}

	public void setAuthentication(ApixoAuthentication authentication) {
		this.authentication = authentication;
	}

	public String getBaseUrl() {
		return this.baseUrl;
	}

	public void setBaseUrl(String baseUrl) {
		this.baseUrl = baseUrl;
	}

	public boolean isAllowInsecureBaseUrl() {
		return this.allowInsecureBaseUrl;
	}

	public void setAllowInsecureBaseUrl(boolean allowInsecureBaseUrl) {
		this.allowInsecureBaseUrl = allowInsecureBaseUrl;
	}

	public String getAnthropicVersion() {
		return this.anthropicVersion;
	}

	public void setAnthropicVersion(String anthropicVersion) {
		this.anthropicVersion = anthropicVersion;
	}

	public List<String> getAnthropicBeta() {
		return this.anthropicBeta;
	}

	public void setAnthropicBeta(List<String> anthropicBeta) {
		this.anthropicBeta = anthropicBeta;
	}

	public @Nullable String getModel() {
		return this.model;
	}

	public void setModel(@Nullable String model) {
		this.model = model;
	}

	public @Nullable Integer getMaxTokens() {
		return this.maxTokens;
	}

	public void setMaxTokens(@Nullable Integer maxTokens) {
		this.maxTokens = maxTokens;
	}

	public Map<String, String> getHeaders() {
		return this.headers;
	}

	public void setHeaders(Map<String, String> headers) {
		this.headers = headers;
	}

	public Duration getIdleTimeout() {
		return this.idleTimeout;
	}

	public void setIdleTimeout(Duration idleTimeout) {
		this.idleTimeout = idleTimeout;
	}

	public @Nullable Duration getTotalTimeout() {
		return this.totalTimeout;
	}

	public void setTotalTimeout(@Nullable Duration totalTimeout) {
		this.totalTimeout = totalTimeout;
	}

	public @Nullable Duration getPromptCaching() {
		return this.promptCaching;
	}

	public void setPromptCaching(@Nullable Duration promptCaching) {
		this.promptCaching = promptCaching;
	}

	public ApixoLimitsProperties getLimits() {
		return this.limits;
	}

	public ApixoFallbackProperties getFallback() {
		return this.fallback;
	}

	public ApixoHttpProperties getHttp() {
		return this.http;
	}

	public ApixoObservationProperties getObservation() {
		return this.observation;
	}

	public ApixoRetryProperties getRetry() {
		return this.retry;
	}

	public ApixoHealthProperties getHealth() {
		return this.health;
	}

}

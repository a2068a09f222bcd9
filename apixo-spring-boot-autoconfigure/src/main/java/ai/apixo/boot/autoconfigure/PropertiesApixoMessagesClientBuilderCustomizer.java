package ai.apixo.boot.autoconfigure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.Ordered;
import org.springframework.util.StringUtils;
import reactor.core.publisher.Mono;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.ModelFallback;
import ai.apixo.client.error.ApixoConfigurationException;

/**
 * Applies connection details and properties, at order 0 so that other customizers can go
 * before or after.
 */
class PropertiesApixoMessagesClientBuilderCustomizer implements ApixoMessagesClientBuilderCustomizer, Ordered {

	private final ApixoProperties properties;

	private final ApixoConnectionDetails connectionDetails;

	PropertiesApixoMessagesClientBuilderCustomizer(ApixoProperties properties,
			ApixoConnectionDetails connectionDetails) {
		this.properties = properties;
		this.connectionDetails = connectionDetails;
	}

	@Override
	public int getOrder() {
		return 0;
	}

	@Override
	public void customize(ApixoMessagesClient.Builder builder) {
		builder.baseUrl(this.connectionDetails.getBaseUrl());
		setApiKey(builder);
		PropertyMapper map = PropertyMapper.get();
		map.from(this.properties.getAuthentication()).to(builder::authentication);
		map.from(this.properties.getAnthropicVersion()).whenHasText().to(builder::anthropicVersion);
		builder.anthropicBeta(
				this.properties.getAnthropicBeta().stream().filter(StringUtils::hasText).toArray(String[]::new));
		this.properties.getHeaders().forEach(builder::defaultHeader);
		map.from(this.properties.getModel()).whenHasText().to(builder::defaultModel);
		map.from(this.properties.getMaxTokens()).to(builder::defaultMaxTokens);
		ApixoHttpProperties http = this.properties.getHttp();
		map.from(http.getResponseTimeout()).to(builder::responseTimeout);
		map.from(http.getMaxMessageSize()).to(builder::maxMessageSize);
		map.from(this.properties.getIdleTimeout()).to(builder::idleTimeout);
		map.from(this.properties.getTotalTimeout()).to(builder::totalTimeout);
		map.from(this.properties.getLimits()::limits).to(builder::limits);
		map.from(this::fallback).to(builder::fallback);
		map.from(this::promptCaching).to(builder::promptCaching);
	}

	private @Nullable ModelFallback fallback() {
		ApixoFallbackProperties fallback = this.properties.getFallback();
		try {
			return fallback.fallback();
		}
		catch (ApixoConfigurationException ex) {
			throw new ApixoConfigurationException("The properties 'apixo.fallback.*' are wrong: " + ex.problem(),
					(ex.action() != null) ? ex.action() : "Correct 'apixo.fallback.cool-down'.");
		}
	}

	private @Nullable Duration promptCaching() {
		Duration timeToLive = this.properties.getPromptCaching();
		if (timeToLive == null || timeToLive.isZero() || timeToLive.equals(Duration.ofMinutes(5))
				|| timeToLive.equals(Duration.ofHours(1))) {
			return timeToLive;
		}
		throw new InvalidConfigurationPropertyValueException("apixo.prompt-caching", timeToLive,
				"Must be '5m' or '1h', or '0' to disable it.");
	}

	/**
	 * A property does not change. Without one the builder may still be given a key, and
	 * otherwise says what is missing.
	 */
	private void setApiKey(ApixoMessagesClient.Builder builder) {
		if (!(this.connectionDetails instanceof PropertiesApixoConnectionDetails details)) {
			builder.apiKey(Mono.defer(this.connectionDetails::fetchApiKey));
		}
		else if (details.hasApiKey()) {
			builder.apiKey(details.getApiKey());
		}
	}

}

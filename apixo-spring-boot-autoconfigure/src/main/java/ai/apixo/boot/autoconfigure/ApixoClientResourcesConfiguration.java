package ai.apixo.boot.autoconfigure;

import java.time.Duration;
import java.util.Locale;

import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.context.LifecycleProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ResourceLoader;
import org.springframework.util.StringUtils;

import ai.apixo.boot.autoconfigure.ApixoHttpProperties.Protocol;
import ai.apixo.client.lifecycle.ApixoClientResources;

/**
 * What the clients of the application share: connector, Resilience4j instances and the
 * register of open calls.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnMissingBean(ApixoClientResources.class)
class ApixoClientResourcesConfiguration {

	/**
	 * Maximum part of the shutdown phase to keep for ending the calls that are still
	 * open.
	 */
	private static final long MAX_ENDING_MILLIS = 1000;

	@Bean
	SharedConnector apixoConnector(ApixoProperties properties, ApixoConnectionDetails connectionDetails,
			ResourceLoader resourceLoader, ObjectProvider<ClientHttpConnectorBuilder<?>> builder,
			ObjectProvider<HttpClientSettings> settings, ObjectProvider<SslBundles> sslBundles,
			ObjectProvider<ApixoClientResources> resources) {
		check(properties.getHttp());
		checkProtocol(properties.getHttp().getProtocol(), connectionDetails.getBaseUrl());
		ApixoConnectorFactory factory = new ApixoConnectorFactory(
				builder.getIfAvailable(() -> ClientHttpConnectorBuilder.detect(resourceLoader.getClassLoader())),
				settings.getIfAvailable(HttpClientSettings::defaults), properties.getHttp());
		SharedConnector connector = new SharedConnector(factory, connectionDetails::getSslBundle,
				(action) -> resources.getObject().openCalls().whenPresentCallsEnd(action));
		String bundle = properties.getHttp().getSsl().getBundle();
		if (StringUtils.hasLength(bundle) && connectionDetails instanceof PropertiesApixoConnectionDetails) {
			sslBundles.ifAvailable((bundles) -> bundles.addBundleUpdateHandler(bundle, (updated) -> connector.renew()));
		}
		return connector;
	}

	private static void check(ApixoHttpProperties http) {
		if (http.getConnectTimeout().isNegative() || http.getConnectTimeout().isZero()) {
			throw new InvalidConfigurationPropertyValueException("apixo.http.connect-timeout", http.getConnectTimeout(),
					"Must be longer than zero.");
		}
		if (http.getMaxConnections() < 1) {
			throw new InvalidConfigurationPropertyValueException("apixo.http.max-connections", http.getMaxConnections(),
					"Must be 1 or more.");
		}
	}

	private static void checkProtocol(Protocol protocol, String baseUrl) {
		if (protocol == Protocol.HTTP2 && !baseUrl.toLowerCase(Locale.ROOT).startsWith("https:")) {
			throw new InvalidConfigurationPropertyValueException("apixo.http.protocol", protocol,
					"HTTP/2 is negotiated through TLS, but the base URL is plain http.");
		}
	}

	@Bean
	ApixoClientResources apixoClientResources(ApixoProperties properties, SharedConnector connector,
			ObjectProvider<RetryRegistry> retries, ObjectProvider<CircuitBreakerRegistry> circuitBreakers,
			ObjectProvider<BulkheadRegistry> bulkheads, ObjectProvider<LifecycleProperties> lifecycle) {
		RegisteredResilience resilience = new RegisteredResilience(retries.getIfAvailable(RetryRegistry::ofDefaults),
				PropertiesRetryConfig.from(properties.getRetry()), circuitBreakers.getIfAvailable(),
				bulkheads.getIfAvailable());
		return new ApixoClientResources(connector.connector(), resilience,
				shutdownWait(lifecycle.getIfAvailable(LifecycleProperties::new)), new PropertySettingNames());
	}

	private static Duration shutdownWait(LifecycleProperties lifecycle) {
		// Duration.dividedBy goes by way of BigDecimal, which is ten milliseconds of a
		// start.
		long phase = lifecycle.getTimeoutPerShutdownPhase().toMillis();
		return Duration.ofMillis(phase - Math.min(phase / 2, MAX_ENDING_MILLIS));
	}

}

package ai.apixo.boot.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Scope;
import org.springframework.core.env.Environment;
import org.springframework.web.reactive.function.client.WebClient;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.lifecycle.ApixoClientResources;

/**
 * Auto-configuration of {@link ApixoMessagesClient} and of the prototype
 * {@link ApixoMessagesClient.Builder} for further clients.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = WebClientAutoConfiguration.class)
@ConditionalOnClass(WebClient.class)
@ConditionalOnBooleanProperty(name = "apixo.enabled", matchIfMissing = true)
@EnableConfigurationProperties(ApixoProperties.class)
@Import({ ApixoClientResourcesConfiguration.class, ApixoSanitizingConfiguration.class })
public final class ApixoAutoConfiguration {

	ApixoAutoConfiguration(Environment environment) {
		RenamedProperties.check(environment);
	}

	@Bean
	@ConditionalOnMissingBean(ApixoConnectionDetails.class)
	PropertiesApixoConnectionDetails apixoConnectionDetails(ApixoProperties properties,
			ObjectProvider<SslBundles> sslBundles) {
		return new PropertiesApixoConnectionDetails(properties, sslBundles.getIfAvailable());
	}

	@Bean
	PropertiesApixoMessagesClientBuilderCustomizer propertiesApixoMessagesClientBuilderCustomizer(
			ApixoProperties properties, ApixoConnectionDetails connectionDetails) {
		return new PropertiesApixoMessagesClientBuilderCustomizer(properties, connectionDetails);
	}

	@Bean
	@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
	@ConditionalOnMissingBean
	ApixoMessagesClient.Builder apixoMessagesClientBuilder(ApixoClientResources resources,
			ConfigurableListableBeanFactory beanFactory, ObjectProvider<WebClientCustomizer> webClientCustomizers,
			ObjectProvider<ApixoMessagesClientBuilderCustomizer> customizers) {
		ApixoMessagesClient.Builder builder = ApixoMessagesClient.builder(resources)
			.webClientBuilder(new WebClientBuilderChoice(beanFactory, webClientCustomizers).get());
		customizers.orderedStream().forEach((customizer) -> customizer.customize(builder));
		return builder;
	}

	@Bean
	@ConditionalOnMissingBean
	ApixoMessagesClient apixoMessagesClient(ApixoMessagesClient.Builder builder) {
		return builder.build();
	}

}

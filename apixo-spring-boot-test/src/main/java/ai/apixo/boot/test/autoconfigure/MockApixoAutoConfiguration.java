package ai.apixo.boot.test.autoconfigure;

import java.util.stream.Stream;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

import ai.apixo.boot.autoconfigure.ApixoAutoConfiguration;
import ai.apixo.boot.autoconfigure.ApixoConnectionDetails;
import ai.apixo.test.MockApixoGateway;

/**
 * The gateway of a test, and the way to it. Whoever writes the annotation wants it: the
 * one condition is that a hierarchy of contexts has one gateway.
 */
@AutoConfiguration(before = ApixoAutoConfiguration.class)
@ConditionalOnMissingBean(MockApixoTurn.class)
class MockApixoAutoConfiguration {

	/** A key that resembles no text: where the client masks it, no sentence changes. */
	private static final String KEY = "mock-key-5f0b1c9e7a3d4e62";

	@Bean(destroyMethod = "close")
	MockApixoGateway mockApixoGateway() {
		return MockApixoGateway.start();
	}

	@Bean
	MockApixoTurn mockApixoTurn() {
		return new MockApixoTurn();
	}

	/**
	 * Let the gateway win over the properties and over the application's own bean.
	 */
	@Bean
	@Primary
	ApixoConnectionDetails mockApixoConnectionDetails(MockApixoGateway mockApixoGateway) {
		return ApixoConnectionDetails.of(mockApixoGateway.baseUrl(), KEY);
	}

	/**
	 * Let it win over one that the application has marked as primary too.
	 */
	@Bean
	static BeanFactoryPostProcessor mockApixoPrecedence() {
		return (beanFactory) -> Stream.of(beanFactory.getBeanNamesForType(ApixoConnectionDetails.class, true, false))
			.filter((name) -> !name.equals("mockApixoConnectionDetails") && beanFactory.containsBeanDefinition(name))
			.forEach((name) -> beanFactory.getBeanDefinition(name).setPrimary(false));
	}

}

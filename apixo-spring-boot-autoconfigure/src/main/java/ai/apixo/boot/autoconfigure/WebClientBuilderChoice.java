package ai.apixo.boot.autoconfigure;

import java.util.List;
import java.util.stream.Stream;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.core.type.MethodMetadata;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Chooses the {@code WebClient.Builder} of the clients among those of the application. A
 * load-balanced one takes the host of the gateway for the name of a service, so it is
 * never chosen.
 */
final class WebClientBuilderChoice {

	private static final String LOAD_BALANCED = "org.springframework.cloud.client.loadbalancer.LoadBalanced";

	private final ConfigurableListableBeanFactory beanFactory;

	private final ObjectProvider<WebClientCustomizer> customizers;

	WebClientBuilderChoice(ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<WebClientCustomizer> customizers) {
		this.beanFactory = beanFactory;
		this.customizers = customizers;
	}

	/**
	 * Return the only builder, or the primary one, or else one made as Spring Boot makes
	 * its own.
	 * @return the builder
	 */
	WebClient.Builder get() {
		List<String> candidates = Stream.of(this.beanFactory.getBeanNamesForType(WebClient.Builder.class))
			.filter((name) -> !isLoadBalanced(name))
			.toList();
		List<String> primary = candidates.stream().filter(this::isPrimary).toList();
		if (candidates.size() == 1) {
			return this.beanFactory.getBean(candidates.get(0), WebClient.Builder.class);
		}
		if (primary.size() == 1) {
			return this.beanFactory.getBean(primary.get(0), WebClient.Builder.class);
		}
		WebClient.Builder builder = WebClient.builder();
		this.customizers.orderedStream().forEach((customizer) -> customizer.customize(builder));
		return builder;
	}

	private boolean isPrimary(String name) {
		return this.beanFactory.containsBeanDefinition(name) && this.beanFactory.getBeanDefinition(name).isPrimary();
	}

	private boolean isLoadBalanced(String name) {
		if (!this.beanFactory.containsBeanDefinition(name)) {
			return false;
		}
		BeanDefinition definition = this.beanFactory.getMergedBeanDefinition(name);
		MethodMetadata method = (definition instanceof AnnotatedBeanDefinition annotated)
				? annotated.getFactoryMethodMetadata() : null;
		if (method == null && this.beanFactory.getBeanDefinition(name) instanceof AnnotatedBeanDefinition annotated) {
			method = annotated.getFactoryMethodMetadata();
		}
		return method != null && method.isAnnotated(LOAD_BALANCED);
	}

}

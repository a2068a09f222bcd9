package ai.apixo.boot.test.autoconfigure;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Lets no test wait a second for a scripted 429, unless the application sets how long,
 * and none ask the real gateway for the balance of its key.
 *
 * @param owner the class that does not share its context, if there is one
 */
record MockApixoContextCustomizer(@Nullable Class<?> owner) implements ContextCustomizer {

	@Override
	public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration mergedConfig) {
		ConfigurableEnvironment environment = context.getEnvironment();
		MutablePropertySources sources = environment.getPropertySources();
		PropertySource<?> backoff = new MapPropertySource("apixo-test", Map.of("apixo.retry.initial-backoff", "1ms"));
		sources.addLast(backoff);
		// A @PropertySource of the application has been added behind it by then.
		context.addBeanFactoryPostProcessor((beanFactory) -> sources.addLast(backoff));
		if (!environment.containsProperty("apixo.balance.base-url")) {
			sources.addFirst(new MapPropertySource("apixo-test-balance", Map.of("apixo.balance.enabled", "false")));
		}
	}

}

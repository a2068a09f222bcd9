package ai.apixo.boot.test.autoconfigure;

import java.util.HashMap;
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
 * Lets no test wait a second for a scripted 429, unless the application sets how long.
 * Sets what does not suit the gateway: HTTP/2, which takes TLS, and the balance of its
 * key, which only the real one knows.
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
		Map<String, Object> suitable = new HashMap<>(Map.of("apixo.http.protocol", "http1"));
		if (!environment.containsProperty("apixo.balance.base-url")) {
			suitable.put("apixo.balance.enabled", "false");
		}
		sources.addFirst(new MapPropertySource("apixo-test-gateway", suitable));
	}

}

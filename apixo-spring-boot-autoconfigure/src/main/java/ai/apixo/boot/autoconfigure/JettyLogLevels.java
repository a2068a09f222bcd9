package ai.apixo.boot.autoconfigure;

import java.util.Map;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.ClassUtils;

/**
 * At DEBUG Jetty's HTTP client logs what goes over the wire, the API key too. Its loggers
 * therefore stay at INFO when everything around them is set to DEBUG (SEC-3). Whoever
 * names them in {@code logging.level} gets what they ask for.
 */
class JettyLogLevels implements EnvironmentPostProcessor {

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		if (ClassUtils.isPresent("org.eclipse.jetty.client.HttpClient", application.getClassLoader())) {
			environment.getPropertySources()
				.addLast(new MapPropertySource("apixoJettyLogging", Map.of("logging.level.org.eclipse.jetty", "info")));
		}
	}

}

package ai.apixo.boot.autoconfigure;

import java.util.List;
import java.util.stream.Collectors;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.ClassUtils;

/**
 * Keeps the loggers through which Jetty's HTTP client writes what goes over the wire, the
 * API key included, at INFO when everything around them is set to DEBUG (SEC-3). Those of
 * Jetty's server are left alone. A level that {@code logging.level} sets for one of these
 * loggers wins.
 */
class JettyLogLevels implements EnvironmentPostProcessor {

	private static final List<String> LOGGERS = List.of("org.eclipse.jetty.client", "org.eclipse.jetty.http",
			"org.eclipse.jetty.io", "org.eclipse.jetty.reactive");

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		if (ClassUtils.isPresent("org.eclipse.jetty.client.HttpClient", application.getClassLoader())) {
			environment.getPropertySources()
				.addLast(new MapPropertySource("apixoJettyLogging",
						LOGGERS.stream().collect(Collectors.toMap("logging.level."::concat, (logger) -> "info"))));
		}
	}

}

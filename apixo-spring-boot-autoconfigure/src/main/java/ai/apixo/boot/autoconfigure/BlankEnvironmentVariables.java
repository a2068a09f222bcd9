package ai.apixo.boot.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.boot.origin.SystemEnvironmentOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.StringUtils;

/**
 * Takes environment variables {@code APIXO_*} and {@code apixo.*} that are blank for
 * unset, as a compose file makes them of {@code ${VAR:-}}: they neither hide a value from
 * a file nor switch anything off.
 */
class BlankEnvironmentVariables implements EnvironmentPostProcessor {

	private static final String NAME = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		MutablePropertySources sources = environment.getPropertySources();
		PropertySource<?> source = sources.get(NAME);
		if (source instanceof SystemEnvironmentPropertySource variables
				&& variables.getSource().entrySet().stream().anyMatch(BlankEnvironmentVariables::isBlank)) {
			Map<String, Object> others = new LinkedHashMap<>(variables.getSource());
			others.entrySet().removeIf(BlankEnvironmentVariables::isBlank);
			sources.replace(NAME, new WithOrigin(others));
		}
	}

	private static boolean isBlank(Map.Entry<String, Object> variable) {
		String name = variable.getKey().toUpperCase(Locale.ROOT);
		return (name.startsWith("APIXO_") || name.startsWith("APIXO."))
				&& !StringUtils.hasText(String.valueOf(variable.getValue()));
	}

	/**
	 * Names the variable in failure analyses, as Spring Boot's own does.
	 */
	private static final class WithOrigin extends SystemEnvironmentPropertySource implements OriginLookup<String> {

		private WithOrigin(Map<String, Object> variables) {
			super(NAME, variables);
		}

		@Override
		public Origin getOrigin(String key) {
			return new SystemEnvironmentOrigin(resolvePropertyName(key));
		}

	}

}

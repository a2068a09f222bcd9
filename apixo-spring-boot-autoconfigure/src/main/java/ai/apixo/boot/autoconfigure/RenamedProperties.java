package ai.apixo.boot.autoconfigure;

import java.util.Map;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

import ai.apixo.client.error.ApixoConfigurationException;

/**
 * Refuses properties by names that they no longer have: to ignore one would lift a limit
 * in silence.
 */
final class RenamedProperties {

	private static final Map<String, String> NEW_NAMES = Map.of("apixo.stream.idle-timeout", "apixo.idle-timeout",
			"apixo.stream.total-timeout", "apixo.total-timeout");

	private RenamedProperties() {
	}

	/**
	 * Look for old names, in every spelling that a property can have.
	 * @param environment the environment of the application
	 */
	static void check(Environment environment) {
		Binder binder = Binder.get(environment);
		NEW_NAMES.forEach((oldName, newName) -> {
			if (StringUtils.hasText(binder.bind(oldName, String.class).orElse(""))) {
				throw new ApixoConfigurationException("The property '" + oldName + "' has been renamed.",
						"Set '" + newName + "' in its place.");
			}
		});
	}

}

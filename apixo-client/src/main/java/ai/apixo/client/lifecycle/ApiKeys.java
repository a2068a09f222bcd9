package ai.apixo.client.lifecycle;

import org.jspecify.annotations.Nullable;

import ai.apixo.client.error.ApixoConfigurationException;

/**
 * The rules for API keys. A key is never part of a message.
 *
 * @since 0.1.0
 */
public final class ApiKeys {

	private ApiKeys() {
	}

	/**
	 * Return the failure for a key that is not there.
	 * @param names what the settings are called
	 * @return the failure
	 */
	public static ApixoConfigurationException missing(SettingNames names) {
		return new ApixoConfigurationException("There is no API key in " + names.apiKey() + ".",
				"Set " + names.apiKey() + " to your key.");
	}

	/**
	 * Check a key.
	 * @param key the key as it came
	 * @param names what the settings are called
	 * @return the key without white space around it, which keys read from a file have
	 * @throws ApixoConfigurationException if the key cannot be sent, or can only be a
	 * mistake
	 */
	public static String checked(@Nullable String key, SettingNames names) {
		String stripped = (key != null) ? key.strip() : "";
		if (stripped.isEmpty()) {
			throw missing(names);
		}
		if (!stripped.chars().allMatch((character) -> character > ' ' && character < 0x7F)) {
			throw refused(names,
					"contains a character that an HTTP header cannot carry: "
							+ "a space, a line break, another control character or one outside ASCII.",
					"Set " + names.apiKey() + " to the key alone, exactly as it was issued.");
		}
		if (stripped.startsWith("${") && stripped.endsWith("}")) {
			throw refused(names, "is a placeholder that was not resolved.",
					"Define what it names, or set " + names.apiKey() + " to the key itself.");
		}
		if (isQuoted(stripped)) {
			throw refused(names, "stands in quotation marks.", "Remove them; they would be sent as part of the key.");
		}
		return stripped;
	}

	private static boolean isQuoted(String key) {
		char first = key.charAt(0);
		return (first == '"' || first == '\'') && (key.length() == 1 || key.charAt(key.length() - 1) == first);
	}

	private static ApixoConfigurationException refused(SettingNames names, String reason, String action) {
		return new ApixoConfigurationException("The API key in " + names.apiKey() + " " + reason, action);
	}

}

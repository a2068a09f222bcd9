package ai.apixo.client;

import org.jspecify.annotations.Nullable;

import ai.apixo.client.error.ApixoConfigurationException;

/**
 * Checks keys before they are sent. A key is never part of a message.
 */
final class ApiKeys {

	private ApiKeys() {
	}

	static ApixoConfigurationException missing() {
		return new ApixoConfigurationException(
				"There is no API key. Set the property 'apixo.api-key' or the environment variable APIXO_API_KEY");
	}

	static String checked(@Nullable String key) {
		String stripped = (key != null) ? key.strip() : "";
		if (stripped.isEmpty()) {
			throw missing();
		}
		if (!stripped.chars().allMatch((character) -> character > ' ' && character < 0x7F)) {
			throw new ApixoConfigurationException(
					"The API key has characters that no key has, such as a line break or a "
							+ "letter with an accent. Check the property 'apixo.api-key' or the environment variable APIXO_API_KEY");
		}
		return stripped;
	}

}

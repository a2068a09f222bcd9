package ai.apixo.boot.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/**
 * Refuses a property {@code apixo.api-key} that cannot be sent (SEC-4, SEC-5).
 */
final class ApiKeyCheck {

	private ApiKeyCheck() {
	}

	/**
	 * Check the key.
	 * @param apiKey the value of the property
	 * @return the key without white space around it, as it comes with keys read from a
	 * file
	 */
	static String check(@Nullable String apiKey) {
		if (!StringUtils.hasText(apiKey)) {
			throw new ApixoPropertyException(
					"The API key is missing: the property 'apixo.api-key' is not set or empty.",
					"Set the environment variable APIXO_API_KEY or the property 'apixo.api-key' to your key. "
							+ "Set 'apixo.enabled' to 'false' to start without the APIXO client.");
		}
		String key = apiKey.strip();
		if (!key.chars().allMatch(ApiKeyCheck::isVisibleAscii)) {
			throw new ApixoPropertyException(
					"The API key in the property 'apixo.api-key' contains a character that an HTTP header cannot carry: "
							+ "a space, a line break, another control character or one outside ASCII.",
					"Set the environment variable APIXO_API_KEY or the property 'apixo.api-key' to the key alone, "
							+ "exactly as it was issued.");
		}
		return key;
	}

	private static boolean isVisibleAscii(int character) {
		return character > ' ' && character < 0x7F;
	}

}

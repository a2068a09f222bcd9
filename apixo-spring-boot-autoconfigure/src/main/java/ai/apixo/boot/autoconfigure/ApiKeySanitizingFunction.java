package ai.apixo.boot.autoconfigure;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.util.StringUtils;

/**
 * Masks every value that contains the key, whatever the property is called (SEC-3).
 */
class ApiKeySanitizingFunction implements SanitizingFunction {

	private final Supplier<String> apiKey;

	ApiKeySanitizingFunction(Supplier<String> apiKey) {
		this.apiKey = apiKey;
	}

	@Override
	public SanitizableData apply(SanitizableData data) {
		return (isOwnProperty(data) || containsKey(data)) ? data.withSanitizedValue() : data;
	}

	private static boolean isOwnProperty(SanitizableData data) {
		return data.getKey().replace("-", "").replace("_", "").replace(".", "").equalsIgnoreCase("apixoapikey");
	}

	private boolean containsKey(SanitizableData data) {
		Object value = data.getValue();
		if (value == null) {
			return false;
		}
		String key = key();
		return StringUtils.hasText(key) && value.toString().contains(key.strip());
	}

	private @Nullable String key() {
		try {
			return this.apiKey.get();
		}
		catch (RuntimeException ex) {
			// Connection details that have no key now have none that could be shown.
			return null;
		}
	}

}

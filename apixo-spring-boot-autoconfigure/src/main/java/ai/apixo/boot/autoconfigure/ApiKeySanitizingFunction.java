package ai.apixo.boot.autoconfigure;

import java.util.function.Supplier;

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
		String key = this.apiKey.get();
		return StringUtils.hasText(key) && data.getValue() != null && data.getValue().toString().contains(key.strip());
	}

}

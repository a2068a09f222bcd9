package ai.apixo.boot.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.ssl.SslBundle;

/**
 * Where the gateway is and how to be let in. A bean of this type replaces the properties
 * {@code apixo.base-url}, {@code apixo.api-key} and {@code apixo.http.ssl.bundle}, for
 * example to rotate the key or to talk to another gateway in a test.
 *
 * @since 0.1.0
 */
public interface ApixoConnectionDetails extends ConnectionDetails {

	/**
	 * Where the gateway is. Asked once for each client.
	 * @return an absolute http or https URL without user info, query and fragment; a path
	 * is kept as a prefix of {@code /v1/messages}
	 */
	String getBaseUrl();

	/**
	 * The key sent as {@code x-api-key}. Asked for each attempt of each call, so that it
	 * may change; must not block.
	 * @return the key
	 */
	String getApiKey();

	/**
	 * The certificates to trust and to show.
	 * @return an SSL bundle, or {@code null} for those of the application's HTTP clients
	 */
	default @Nullable SslBundle getSslBundle() {
		return null;
	}

	/**
	 * Connection details that do not change, for example those of a gateway in a test.
	 * @param baseUrl where the gateway is
	 * @param apiKey the key
	 * @return the details
	 */
	static ApixoConnectionDetails of(String baseUrl, String apiKey) {
		return new FixedApixoConnectionDetails(baseUrl, apiKey);
	}

}

package ai.apixo.boot.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.ssl.SslBundle;
import reactor.core.publisher.Mono;

/**
 * Address and credentials of the gateway. A bean of this type replaces the properties
 * {@code apixo.base-url}, {@code apixo.api-key} and {@code apixo.http.ssl.bundle}, for
 * example to rotate the key or to talk to another gateway in a test.
 *
 * @since 0.1.0
 */
public interface ApixoConnectionDetails extends ConnectionDetails {

	/**
	 * Return where the gateway is. Asked once for each client. Plain http is allowed.
	 * @return an absolute http or https URL without user info, query and fragment; a path
	 * is kept as a prefix of {@code /v1/messages}
	 */
	String getBaseUrl();

	/**
	 * Return the API key. Asked for each attempt of each call, so that it may change;
	 * must not block.
	 * @return the key
	 */
	String getApiKey();

	/**
	 * Return the API key when it is there, for keys that take a while to come, such as
	 * those of a vault. Asked for each attempt of each call; asks {@link #getApiKey()}
	 * unless overridden. A wait is bounded by {@code apixo.http.response-timeout}.
	 * @return the key when it is subscribed to; a failure fails the call with
	 * {@link ai.apixo.client.error.ApixoConfigurationException}
	 */
	default Mono<String> fetchApiKey() {
		return Mono.fromSupplier(this::getApiKey);
	}

	/**
	 * Return the trust and key material.
	 * @return an SSL bundle, or {@code null} for that of the application's HTTP clients
	 */
	default @Nullable SslBundle getSslBundle() {
		return null;
	}

	/**
	 * Create connection details that do not change, for example those of a gateway in a
	 * test.
	 * @param baseUrl where the gateway is
	 * @param apiKey the key
	 * @return the details
	 */
	static ApixoConnectionDetails of(String baseUrl, String apiKey) {
		return new FixedApixoConnectionDetails(baseUrl, apiKey);
	}

}

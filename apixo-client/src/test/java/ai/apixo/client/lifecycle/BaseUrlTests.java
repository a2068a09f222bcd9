package ai.apixo.client.lifecycle;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.error.ApixoConfigurationException;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is taken for the address of a gateway.
 */
class BaseUrlTests {

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`',
			value = { "https://my_gateway/secret,underscore", "https://secret.gäteway.example,ASCII",
					"${SECRET},placeholder", "https://${SECRET}/gw,placeholder",
					"\"https://secret.example\",quotation marks", "'https://secret.example',quotation marks",
					"secret.example,absolute", "https://secret:port,absolute" })
	@DisplayName("FIELD-11 an address that cannot be used is refused with the reason, and not repeated")
	void saysWhatIsWrong(String baseUrl, String reason) {
		ApixoMessagesClient.Builder builder = ApixoMessagesClient.builder();
		assertThatExceptionOfType(ApixoConfigurationException.class).isThrownBy(() -> builder.baseUrl(baseUrl))
			.withMessageContaining(reason)
			.withMessageContaining("baseUrl(..)")
			.withMessageNotContaining("secret")
			.withMessageNotContaining("SECRET");
	}

}

package ai.apixo.boot.test.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

import ai.apixo.boot.autoconfigure.ApixoAutoConfiguration;
import ai.apixo.boot.autoconfigure.ApixoConnectionDetails;
import ai.apixo.test.MockApixoGateway;

/**
 * The gateway of a test, and the way to it. Has no conditions: whoever writes the
 * annotation wants it.
 */
@AutoConfiguration(before = ApixoAutoConfiguration.class)
class MockApixoAutoConfiguration {

	/** A key that resembles no text: where the client masks it, no sentence changes. */
	private static final String KEY = "mock-key-5f0b1c9e7a3d4e62";

	@Bean(destroyMethod = "close")
	MockApixoGateway mockApixoGateway() {
		return MockApixoGateway.start();
	}

	@Bean
	MockApixoTurn mockApixoTurn() {
		return new MockApixoTurn();
	}

	/**
	 * Let the gateway win over the properties and over the application's own bean.
	 */
	@Bean
	@Primary
	ApixoConnectionDetails mockApixoConnectionDetails(MockApixoGateway mockApixoGateway) {
		return ApixoConnectionDetails.of(mockApixoGateway.baseUrl(), KEY);
	}

}

package ai.apixo.boot.test.autoconfigure;

import org.springframework.stereotype.Component;

import ai.apixo.boot.autoconfigure.ApixoMessagesClientBuilderCustomizer;
import ai.apixo.client.ApixoMessagesClient;

/**
 * Wanted in a slice.
 */
@Component
class DeskCustomizer implements ApixoMessagesClientBuilderCustomizer {

	@Override
	public void customize(ApixoMessagesClient.Builder builder) {
		builder.defaultHeader("x-desk", "1");
	}

}

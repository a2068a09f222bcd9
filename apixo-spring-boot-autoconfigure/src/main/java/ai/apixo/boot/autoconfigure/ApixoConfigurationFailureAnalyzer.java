package ai.apixo.boot.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import ai.apixo.client.error.ApixoConfigurationException;

/**
 * Explains what {@code ApixoMessagesClient.Builder.build()} refused.
 */
class ApixoConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<ApixoConfigurationException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, ApixoConfigurationException cause) {
		return new FailureAnalysis(cause.getMessage(),
				"Correct the property 'apixo.*' that sets it, or the customizer or code that builds the client.",
				cause);
	}

}

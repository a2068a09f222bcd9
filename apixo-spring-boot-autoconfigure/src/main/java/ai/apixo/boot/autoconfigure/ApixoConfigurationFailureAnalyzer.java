package ai.apixo.boot.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import ai.apixo.client.error.ApixoConfigurationException;

/**
 * Explains what is wrong with a property {@code apixo.*}, or with what a customizer told
 * the builder of a client.
 */
class ApixoConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<ApixoConfigurationException> {

	private static final String WITHOUT_CLIENT = " Set 'apixo.enabled' to 'false' to start without the APIXO client.";

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, ApixoConfigurationException cause) {
		String action = cause.action();
		return new FailureAnalysis(cause.problem(), ((action != null) ? action
				: "Correct the property 'apixo.*' that sets it, or the customizer or code that builds the client.")
				+ WITHOUT_CLIENT, cause);
	}

}

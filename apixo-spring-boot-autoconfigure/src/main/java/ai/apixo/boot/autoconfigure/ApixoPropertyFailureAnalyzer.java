package ai.apixo.boot.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says which property to set, and to what.
 */
class ApixoPropertyFailureAnalyzer extends AbstractFailureAnalyzer<ApixoPropertyException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, ApixoPropertyException cause) {
		return new FailureAnalysis(cause.getMessage(), cause.getAction(), cause);
	}

}

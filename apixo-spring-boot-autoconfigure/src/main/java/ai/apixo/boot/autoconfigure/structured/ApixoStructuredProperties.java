package ai.apixo.boot.autoconfigure.structured;

import org.springframework.boot.context.properties.ConfigurationProperties;

import ai.apixo.structured.StructuredOutput;

/**
 * Properties of structured output.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("apixo.structured")
public class ApixoStructuredProperties {

	/**
	 * How to ask for JSON: through 'output_config', or through a tool for gateways that
	 * do not pass it on.
	 */
	private StructuredOutput.Mode mode = StructuredOutput.Mode.OUTPUT_CONFIG;

	/**
	 * Maximum number of times to ask again after a malformed or invalid response. Each
	 * one is a billed call.
	 */
	private int maxRepairs = 0;

	/**
	 * Return how to ask for JSON: through 'output_config', or through a tool for gateways
	 * that do not pass it on.
	 * @return the mode
	 */
	public StructuredOutput.Mode getMode() {
		return this.mode;
	}

	/**
	 * Set how to ask for JSON: through 'output_config', or through a tool for gateways
	 * that do not pass it on.
	 * @param mode the mode
	 */
	public void setMode(StructuredOutput.Mode mode) {
		this.mode = mode;
	}

	/**
	 * Return the maximum number of times to ask again after a malformed or invalid
	 * response.
	 * @return the maximum
	 */
	public int getMaxRepairs() {
		return this.maxRepairs;
	}

	/**
	 * Set the maximum number of times to ask again after a malformed or invalid response.
	 * @param maxRepairs the maximum
	 */
	public void setMaxRepairs(int maxRepairs) {
		this.maxRepairs = maxRepairs;
	}

}

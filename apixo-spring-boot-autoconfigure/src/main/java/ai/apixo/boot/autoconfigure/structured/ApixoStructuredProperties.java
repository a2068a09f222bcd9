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
	 * How to request JSON: through 'output_config', or through a tool if the gateway does
	 * not pass that on.
	 */
	private StructuredOutput.Mode mode = StructuredOutput.Mode.OUTPUT_CONFIG;

	/**
	 * Maximum number of times to ask the model again after a malformed or invalid
	 * response. Each repair is a billed call.
	 */
	private int maxRepairs = 0;

	/**
	 * Return how to request JSON: through 'output_config', or through a tool if the
	 * gateway does not pass that on.
	 * @return the mode
	 */
	public StructuredOutput.Mode getMode() {
		return this.mode;
	}

	/**
	 * Set how to request JSON: through 'output_config', or through a tool if the gateway
	 * does not pass that on.
	 * @param mode the mode
	 */
	public void setMode(StructuredOutput.Mode mode) {
		this.mode = mode;
	}

	/**
	 * Return the maximum number of times to ask the model again after a malformed or
	 * invalid response.
	 * @return the maximum
	 */
	public int getMaxRepairs() {
		return this.maxRepairs;
	}

	/**
	 * Set the maximum number of times to ask the model again after a malformed or invalid
	 * response.
	 * @param maxRepairs the maximum
	 */
	public void setMaxRepairs(int maxRepairs) {
		this.maxRepairs = maxRepairs;
	}

}

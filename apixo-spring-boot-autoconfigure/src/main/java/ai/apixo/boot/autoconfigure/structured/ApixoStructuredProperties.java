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

	public StructuredOutput.Mode getMode() {
		return this.mode;
	}

	public void setMode(StructuredOutput.Mode mode) {
		this.mode = mode;
	}

	public int getMaxRepairs() {
		return this.maxRepairs;
	}

	public void setMaxRepairs(int maxRepairs) {
		this.maxRepairs = maxRepairs;
	}

}

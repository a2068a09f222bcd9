package ai.apixo.boot.autoconfigure;

/**
 * Properties of the observation of calls.
 *
 * @since 0.1.0
 */
public class ApixoObservationProperties {

	/**
	 * Maximum number of model names in meters. Any others are counted as 'other'.
	 */
	private int maxModels = 100;

	public int getMaxModels() {
		return this.maxModels;
	}

	public void setMaxModels(int maxModels) {
		this.maxModels = maxModels;
	}

}

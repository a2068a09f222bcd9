package ai.apixo.boot.autoconfigure;

/**
 * Properties of the observation of calls.
 *
 * @since 0.1.0
 */
public class ApixoObservationProperties {

	/**
	 * Maximum number of distinct model names in meters. Further models are counted as
	 * 'other'.
	 */
	private int maxModels = 100;

	/**
	 * Return the maximum number of distinct model names in meters.
	 * @return the maximum
	 */
	public int getMaxModels() {
		return this.maxModels;
	}

	/**
	 * Set the maximum number of distinct model names in meters.
	 * @param maxModels the maximum
	 */
	public void setMaxModels(int maxModels) {
		this.maxModels = maxModels;
	}

}

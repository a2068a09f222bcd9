package ai.apixo.structured;

import ai.apixo.client.error.ApixoConfigurationException;

/**
 * Refuses types that have no schema, naming the type and the component.
 */
final class Refusal {

	private Refusal() {
	}

	/**
	 * Return the exception for a type that has no schema.
	 * @param root the type that was asked for
	 * @param path the component, as a JSON Pointer with {@code *} for elements
	 * @param reason what is wrong and how to write it instead
	 * @return the exception
	 */
	static ApixoConfigurationException of(String root, String path, String reason) {
		return new ApixoConfigurationException((path.isEmpty() ? root : root + " " + path) + ": " + reason);
	}

}

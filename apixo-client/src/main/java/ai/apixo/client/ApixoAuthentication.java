package ai.apixo.client;

/**
 * How the API key is sent.
 *
 * @since 0.1.0
 */
public enum ApixoAuthentication {

	/**
	 * As the header {@code x-api-key}, which the Messages API asks for.
	 */
	API_KEY,

	/**
	 * As {@code Authorization: Bearer}, for gateways that want that instead.
	 */
	BEARER

}

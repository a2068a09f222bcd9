package ai.apixo.client;

/**
 * How to send the API key.
 *
 * @since 0.1.0
 */
public enum ApixoAuthentication {

	/**
	 * In the {@code x-api-key} header, as the Messages API expects.
	 */
	API_KEY,

	/**
	 * As {@code Authorization: Bearer}, for gateways that expect that instead.
	 */
	BEARER

}

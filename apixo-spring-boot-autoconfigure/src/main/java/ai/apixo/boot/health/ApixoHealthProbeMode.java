package ai.apixo.boot.health;

/**
 * What a probe of the health contributor asks of the gateway when no call has succeeded
 * recently. None is a request that a model can respond to.
 *
 * @since 0.1.0
 */
public enum ApixoHealthProbeMode {

	/**
	 * Sends a request that no model can respond to, with the key, which tells a wrong key
	 * from a dead gateway.
	 */
	CREDENTIALS,

	/**
	 * Asks for any HTTP answer without sending the key.
	 */
	CONNECTION,

	/**
	 * Asks nothing and judges by the application's own calls.
	 */
	NONE

}

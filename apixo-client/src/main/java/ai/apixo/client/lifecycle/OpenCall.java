package ai.apixo.client.lifecycle;

import ai.apixo.client.error.ApixoException;

/**
 * A call that has been subscribed to and has not ended.
 *
 * @since 0.1.0
 */
public interface OpenCall {

	/**
	 * End the call from outside: signal the failure to its subscriber and close its
	 * connection.
	 * @param failure the reason
	 */
	void abort(ApixoException failure);

}

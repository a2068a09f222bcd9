package ai.apixo.client;

/**
 * Learns how an exchange goes until its response begins.
 */
interface ResponseListener {

	/**
	 * Take status and headers, which have come.
	 * @param head status and headers
	 * @return the receiver of the body
	 */
	BodyReceiver onHead(ResponseHead head);

	/**
	 * No response came.
	 * @param failure the reason
	 */
	void onFailure(Throwable failure);

}

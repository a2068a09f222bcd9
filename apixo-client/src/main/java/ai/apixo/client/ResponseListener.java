package ai.apixo.client;

/**
 * Is told how an exchange goes until its reply begins.
 */
interface ResponseListener {

	/**
	 * Take status and headers, which have come.
	 * @param head status and headers
	 * @return what reads the body
	 */
	BodyReceiver onHead(ResponseHead head);

	/**
	 * No reply came.
	 * @param failure why
	 */
	void onFailure(Throwable failure);

}

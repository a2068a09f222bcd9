package ai.apixo.test;

/**
 * Not even a status.
 */
enum NoResponse implements ReplyBody {

	/** The connection is closed. */
	HANG_UP,

	/** Nothing happens until the client closes. */
	SILENCE

}

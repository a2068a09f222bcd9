package ai.apixo.benchmarks;

import io.netty.channel.ChannelHandlerContext;

/**
 * What is sent in response to one request.
 */
interface Answer {

	/**
	 * Write as much as the connection takes. Called again when it takes more.
	 */
	void writeTo(ChannelHandlerContext context);

	/**
	 * The connection has ended.
	 */
	default void stop() {
	}

}

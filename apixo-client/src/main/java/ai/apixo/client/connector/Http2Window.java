package ai.apixo.client.connector;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2LocalFlowController;

/**
 * The flow-control window that the streams of an HTTP/2 connection share.
 */
final class Http2Window {

	private Http2Window() {
	}

	/**
	 * Widen the window as far as possible. At first it is as wide as that of a single
	 * stream, so that one subscriber that does not ask for more stalls all other streams.
	 * The windows of the streams still bound what each of them holds.
	 * @param connection a connection, on its event loop
	 */
	static void widen(Channel connection) {
		Http2FrameCodec codec = connection.pipeline().get(Http2FrameCodec.class);
		ChannelHandlerContext context = (codec != null) ? connection.pipeline().context(codec) : null;
		if (codec == null || context == null) {
			return;
		}
		Http2Connection http2 = codec.connection();
		Http2LocalFlowController windows = http2.local().flowController();
		try {
			int missing = Integer.MAX_VALUE - windows.initialWindowSize(http2.connectionStream());
			windows.incrementWindowSize(http2.connectionStream(), missing);
			context.flush();
		}
		catch (Http2Exception ex) {
			context.fireExceptionCaught(ex);
		}
	}

}

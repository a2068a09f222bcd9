package ai.apixo.client.connector;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2Exception;

/**
 * Takes note of what breaks an HTTP/2 connection itself, such as headers that cannot be
 * decompressed. Netty would log it with its trace, and tells the streams only that their
 * connection was closed.
 */
final class Http2Failures extends ChannelInboundHandlerAdapter {

	private final NettyTraffic traffic;

	private Http2Failures(NettyTraffic traffic) {
		this.traffic = traffic;
	}

	/**
	 * Observe a connection.
	 * @param connection a connection, on its event loop
	 */
	static void observe(Channel connection) {
		connection.pipeline().addLast(new Http2Failures(NettyTraffic.of(connection)));
	}

	@Override
	@SuppressWarnings("deprecation")
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		if (cause instanceof Http2Exception) {
			this.traffic.violated(cause);
		}
		else {
			context.fireExceptionCaught(cause);
		}
	}

}

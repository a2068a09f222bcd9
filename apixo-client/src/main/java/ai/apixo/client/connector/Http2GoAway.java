package ai.apixo.client.connector;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2Stream;

/**
 * Closes a connection of HTTP/2 that the gateway has given up by {@code GOAWAY} once its
 * last stream has ended. The pool uses it no more, and a gateway may leave the closing to
 * the client.
 */
final class Http2GoAway extends Http2ConnectionAdapter {

	private final Channel channel;

	private final Http2Connection http2;

	private Http2GoAway(Channel channel, Http2Connection http2) {
		this.channel = channel;
		this.http2 = http2;
	}

	/**
	 * Observe a connection.
	 * @param connection a connection, on its event loop
	 */
	static void observe(Channel connection) {
		Http2FrameCodec codec = connection.pipeline().get(Http2FrameCodec.class);
		if (codec != null) {
			codec.connection().addListener(new Http2GoAway(connection, codec.connection()));
		}
	}

	@Override
	public void onGoAwayReceived(int lastStreamId, long errorCode, ByteBuf debugData) {
		closeIfOver();
	}

	@Override
	public void onStreamRemoved(Http2Stream stream) {
		closeIfOver();
	}

	/**
	 * The streams themselves hear of their end before that of the connection.
	 */
	@SuppressWarnings("FutureReturnValueIgnored")
	private void closeIfOver() {
		this.channel.eventLoop().execute(() -> {
			if (this.http2.goAwayReceived() && this.http2.numActiveStreams() == 0) {
				this.channel.close();
			}
		});
	}

}

package ai.apixo.client.connector;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.util.AttributeKey;

/**
 * Learns from the response to one request what becomes of its connection, and joins the
 * pieces of its body.
 */
final class NettyResponse extends ChannelDuplexHandler {

	static final String NAME = "apixo.response";

	private static final AttributeKey<Boolean> REFUSED = AttributeKey.valueOf(NettyResponse.class, "refused");

	private final NettyTraffic traffic;

	private final boolean joining;

	private final InformationalResponses informational = new InformationalResponses();

	private final BodyPieces pieces = new BodyPieces();

	private boolean ended;

	/**
	 * Create a handler for one response.
	 * @param traffic what passes over the connection
	 * @param joining whether to join the pieces of the body
	 */
	NettyResponse(NettyTraffic traffic, boolean joining) {
		this.traffic = traffic;
		this.joining = joining;
	}

	/**
	 * Return whether the gateway has said that it did nothing for a request of HTTP/2.
	 */
	static boolean isRefused(Http2StreamChannel stream) {
		return Boolean.TRUE.equals(stream.attr(REFUSED).get());
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		if (this.informational.skip(context, message)) {
			return;
		}
		if (message instanceof HttpObject part && part.decoderResult().isFailure()) {
			withoutQuote(part);
		}
		if (this.joining && message instanceof HttpContent piece && !(message instanceof LastHttpContent)) {
			this.pieces.take(context, piece);
			return;
		}
		this.pieces.end(context);
		if (message instanceof HttpResponse response && !(context.channel() instanceof Http2StreamChannel)) {
			begin(response);
		}
		if (message instanceof LastHttpContent) {
			this.ended = true;
		}
		context.fireChannelRead(message);
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext context) {
		this.pieces.end(context);
		context.fireChannelReadComplete();
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		this.pieces.end(context);
		context.fireChannelInactive();
	}

	@Override
	@SuppressWarnings("deprecation")
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		this.pieces.end(context);
		context.fireExceptionCaught(cause);
	}

	@Override
	public void handlerRemoved(ChannelHandlerContext context) {
		this.pieces.release();
	}

	/**
	 * Reactor Netty logs what cannot be decoded, and what is said of it may quote the
	 * gateway, which may have echoed the key.
	 */
	private static void withoutQuote(HttpObject part) {
		Throwable cause = part.decoderResult().cause();
		if (!(cause instanceof TooLongFrameException || cause instanceof PrematureChannelClosureException)) {
			DecoderException named = new DecoderException(cause.getClass().getName());
			named.setStackTrace(cause.getStackTrace());
			part.setDecoderResult(DecoderResult.failure(named));
		}
	}

	/**
	 * A connection on which the rest of a request is yet to be written would let the next
	 * request wait for it. One that the gateway closes soon is given up before that.
	 */
	private void begin(HttpResponse response) {
		if (this.traffic.isWriting()) {
			response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
		}
		this.traffic.keptFor(KeepAlive.usableMillis(response.headers().get("keep-alive")));
	}

	/**
	 * RFC 9113, section 8.7, names the two ways to say that a request was not processed.
	 * Of {@code GOAWAY} only streams hear that it leaves out.
	 */
	@Override
	public void userEventTriggered(ChannelHandlerContext context, Object event) {
		this.pieces.end(context);
		if (event instanceof Http2GoAwayFrame
				|| (event instanceof Http2ResetFrame reset && reset.errorCode() == Http2Error.REFUSED_STREAM.code())) {
			context.channel().attr(REFUSED).set(true);
		}
		context.fireUserEventTriggered(event);
	}

	@Override
	@SuppressWarnings("FutureReturnValueIgnored")
	public void close(ChannelHandlerContext context, ChannelPromise promise) {
		if (!this.ended && context.channel() instanceof Http2StreamChannel) {
			this.ended = true;
			this.traffic.reset();
		}
		context.close(promise);
	}

}

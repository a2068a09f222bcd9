package ai.apixo.client.connector;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;

/**
 * What passes over a connection of Reactor Netty, all streams of HTTP/2 together. It
 * stands below HTTP but above TLS, whose own messages do not count.
 *
 * <p>
 * While a request of HTTP/1.1 is written, it holds failures of writing back until the
 * connection ends: a gateway that refuses a large request may respond and close without
 * reading the rest, and its response says more than a broken pipe.
 */
final class NettyTraffic extends ChannelDuplexHandler {

	private static final String NAME = "apixo.traffic";

	private static final AttributeKey<NettyTraffic> KEY = AttributeKey.valueOf(NettyTraffic.class, "traffic");

	/**
	 * Servers count the streams that a client resets within a while, since many of them
	 * are an attack, and then end the connection with all its streams.
	 */
	private static final int MAX_RESETS = 100;

	private final Deque<HeldFailure> heldFailures = new ArrayDeque<>(0);

	private int writing;

	private int requests;

	private final AtomicLong reads = new AtomicLong();

	private volatile long lastRead = System.nanoTime();

	private volatile long maxIdleMillis = Long.MAX_VALUE;

	private final AtomicInteger resets = new AtomicInteger();

	private boolean streamsBegan;

	private volatile @Nullable Throwable violation;

	/**
	 * Observe a connection that is being made.
	 */
	static void observe(Channel channel) {
		if (channel instanceof Http2StreamChannel) {
			return;
		}
		NettyTraffic traffic = of(channel);
		ChannelPipeline pipeline = channel.pipeline();
		if (pipeline.get(NAME) != null) {
			return;
		}
		if (pipeline.get(NettyPipeline.SslHandler) != null) {
			pipeline.addAfter(NettyPipeline.SslHandler, NAME, traffic);
		}
		else {
			pipeline.addFirst(NAME, traffic);
		}
	}

	/**
	 * Return what passes over the connection of a channel, which may be one of its
	 * streams.
	 */
	static NettyTraffic of(Channel channel) {
		Channel connection = (channel instanceof Http2StreamChannel) ? channel.parent() : channel;
		NettyTraffic traffic = connection.attr(KEY).get();
		if (traffic == null) {
			traffic = new NettyTraffic();
			NettyTraffic other = connection.attr(KEY).setIfAbsent(traffic);
			return (other != null) ? other : traffic;
		}
		return traffic;
	}

	/**
	 * Count a request.
	 * @return whether there was one before
	 */
	boolean begin() {
		return this.requests++ > 0;
	}

	/**
	 * Return the number of reads so far, to be compared with another time.
	 */
	long reads() {
		return this.reads.get();
	}

	boolean wasSilentFor(long nanos) {
		return System.nanoTime() - this.lastRead >= nanos;
	}

	/**
	 * Return whether a request is still being written.
	 */
	boolean isWriting() {
		return this.writing > 0;
	}

	/**
	 * Take note of how long the gateway keeps an idle connection.
	 */
	void keptFor(long millis) {
		this.maxIdleMillis = millis;
	}

	long maxIdleMillis(long limit) {
		return Math.min(limit, this.maxIdleMillis);
	}

	/**
	 * Count a stream that was reset.
	 */
	void reset() {
		this.resets.incrementAndGet();
	}

	boolean isRetired() {
		return this.resets.get() >= MAX_RESETS;
	}

	/**
	 * Take note of how the gateway has violated HTTP/2, which ends the connection.
	 */
	void violated(Throwable violation) {
		this.violation = violation;
	}

	@Nullable Throwable violation() {
		return this.violation;
	}

	/**
	 * Return {@code true} once: for the first stream of the connection.
	 */
	boolean firstStream() {
		boolean first = !this.streamsBegan;
		this.streamsBegan = true;
		return first;
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		this.reads.lazySet(this.reads.get() + 1);
		this.lastRead = System.nanoTime();
		context.fireChannelRead(message);
	}

	@Override
	@SuppressWarnings("FutureReturnValueIgnored")
	public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
		this.writing++;
		context.write(message, context.newPromise().addListener((written) -> written(context, written, promise)));
	}

	private void written(ChannelHandlerContext context, Future<?> written, ChannelPromise promise) {
		if (written.isSuccess()) {
			this.writing--;
			promise.trySuccess();
		}
		else if (written.cause() instanceof IOException && context.channel().isActive()) {
			this.heldFailures.add(new HeldFailure(promise, written.cause()));
		}
		else {
			this.writing--;
			promise.tryFailure(written.cause());
		}
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		context.fireChannelInactive();
		releaseFailures();
	}

	@Override
	public void handlerRemoved(ChannelHandlerContext context) {
		releaseFailures();
	}

	private void releaseFailures() {
		for (HeldFailure held = this.heldFailures.poll(); held != null; held = this.heldFailures.poll()) {
			this.writing--;
			held.promise().tryFailure(held.cause());
		}
	}

	private record HeldFailure(ChannelPromise promise, Throwable cause) {

	}

}

package ai.apixo.client.connector;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http2.Http2StreamChannel;
import reactor.core.publisher.Mono;

/**
 * The event loop of a Reactor Netty connection. It takes no locks, and all signals of the
 * connection come from it.
 *
 * @param channel the connection, or the stream of HTTP/2, on which a request is sent
 * @param traffic what passes over the connection
 * @param reused whether the connection has carried another request before
 * @param reads how often something had been read from it before
 */
record EventLoopThread(Channel channel, NettyTraffic traffic, boolean reused, long reads) implements ConnectionThread {

	/**
	 * Long enough for the event loop to begin another turn, in which it reads first. The
	 * time runs from this turn on, since one that is over already would be none.
	 */
	private static final long TURN_MILLIS = 20;

	static EventLoopThread of(Channel channel) {
		NettyTraffic traffic = NettyTraffic.of(channel);
		boolean reused = traffic.begin();
		if (channel instanceof Http2StreamChannel stream && traffic.firstStream()) {
			Http2Window.widen(stream.parent());
			Http2GoAway.observe(stream.parent());
			Http2Failures.observe(stream.parent());
		}
		return new EventLoopThread(channel, traffic, reused, traffic.reads());
	}

	@Override
	public Mono<Void> write(Mono<Void> writing) {
		return writing;
	}

	@Override
	public void call(Runnable call) {
		call.run();
	}

	@Override
	public void callBetweenSignals(Runnable call) {
		EventLoop eventLoop = this.channel.eventLoop();
		if (eventLoop.inEventLoop() || eventLoop.isShuttingDown()) {
			call.run();
		}
		else {
			eventLoop.execute(call);
		}
	}

	@Override
	@SuppressWarnings("FutureReturnValueIgnored")
	public void callAfterReading(Runnable call) {
		EventLoop eventLoop = this.channel.eventLoop();
		if (eventLoop.isShuttingDown()) {
			call.run();
		}
		else {
			eventLoop.execute(() -> eventLoop.schedule(call, TURN_MILLIS, TimeUnit.MILLISECONDS));
		}
	}

	@Override
	public boolean isUnanswered() {
		return (this.channel instanceof Http2StreamChannel stream && NettyResponse.isRefused(stream))
				|| (this.reused && this.traffic.reads() == this.reads);
	}

	@Override
	public void explain(Throwable failure) {
		Throwable violation = this.traffic.violation();
		if (violation != null && violation != failure) {
			failure.addSuppressed(violation);
		}
	}

	@Override
	public boolean endsWithBody() {
		return true;
	}

	/**
	 * A connection of HTTP/2 stays open when one of its streams is given up. If nothing
	 * comes over it any more, later calls must not be put on it.
	 */
	@Override
	@SuppressWarnings("FutureReturnValueIgnored")
	public void silentFor(Duration limit) {
		if (this.channel instanceof Http2StreamChannel stream && this.traffic.wasSilentFor(limit.toNanos())) {
			stream.parent().close();
		}
	}

}

package ai.apixo.client.connector;

import io.netty.channel.EventLoop;
import reactor.core.publisher.Mono;

/**
 * The event loop of a Reactor Netty connection. It takes no locks, and all signals of the
 * connection come from it.
 *
 * @param eventLoop the event loop
 */
record EventLoopThread(EventLoop eventLoop) implements ConnectionThread {

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
		if (this.eventLoop.inEventLoop() || this.eventLoop.isShuttingDown()) {
			call.run();
		}
		else {
			this.eventLoop.execute(call);
		}
	}

}

package ai.apixo.test;

import java.time.Duration;
import java.util.function.Function;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.DefaultHttpContent;
import org.reactivestreams.Publisher;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.LoopResources;

/**
 * HTTP on a free port of 127.0.0.1. It runs on event loops of its own: those that all of
 * a JVM share end with the first application context that closes, and tests keep several.
 */
final class LoopbackTransport {

	private static final int THREADS = 2;

	/**
	 * Maximum time for the threads to end.
	 */
	private static final Duration ENDING = Duration.ofSeconds(1);

	private final LoopResources eventLoops = LoopResources.create("mock-apixo", 1, THREADS, true);

	private final Function<IncomingRequest, Exchange> gateway;

	private final DisposableServer server;

	LoopbackTransport(Function<IncomingRequest, Exchange> gateway) {
		this.gateway = gateway;
		this.server = HttpServer.create()
			.runOn(this.eventLoops)
			.host("127.0.0.1")
			.port(0)
			.handle(this::handle)
			.bindNow();
	}

	String baseUrl() {
		return "http://127.0.0.1:" + this.server.port();
	}

	void close() {
		this.server.disposeNow();
		this.eventLoops.disposeLater(Duration.ZERO, ENDING).onErrorComplete().subscribe();
	}

	private Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
		HttpHeaders headers = new HttpHeaders();
		request.requestHeaders().forEach((header) -> headers.add(header.getKey(), header.getValue()));
		String path = request.fullPath();
		return request.receive()
			.aggregate()
			.asByteArray()
			.defaultIfEmpty(new byte[0])
			.flatMap((body) -> answer(IncomingRequest.of(request.method().name(), path, headers, body), response));
	}

	private Mono<Void> answer(IncomingRequest request, HttpServerResponse response) {
		Exchange exchange = this.gateway.apply(request);
		response.withConnection((connection) -> connection.onDispose(exchange::closedByClient));
		return exchange.response()
			.flatMap((reply) -> send(reply, response))
			.onErrorResume(ConnectionClosed.class, (closed) -> close(response, closed.isReset()));
	}

	private static Mono<Void> send(WireResponse reply, HttpServerResponse response) {
		response.status(reply.status());
		reply.headers().forEach((name, values) -> values.forEach((value) -> response.addHeader(name, value)));
		Flux<Object> chunks = reply.body().map(LoopbackTransport::chunk);
		return response.sendHeaders().sendObject(chunks, ByteBuf.class::isInstance).then();
	}

	/**
	 * Return a buffer, which is flushed alone so that a reader sees it alone, if the
	 * chunk ends within an event. Whole events that are ready together leave together.
	 */
	private static Object chunk(byte[] bytes) {
		int last = bytes.length - 1;
		boolean endsEvent = last > 0 && bytes[last] == '\n' && bytes[last - 1] == '\n';
		ByteBuf content = Unpooled.wrappedBuffer(bytes);
		return endsEvent ? new DefaultHttpContent(content) : content;
	}

	// A FIN, or an RST if the kernel may not linger.
	private static Mono<Void> close(HttpServerResponse response, boolean reset) {
		response.withConnection((connection) -> {
			if (reset) {
				connection.channel().config().setOption(ChannelOption.SO_LINGER, 0);
			}
			connection.dispose();
		});
		return Mono.never();
	}

}

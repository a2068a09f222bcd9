package ai.apixo.benchmarks.soak;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.KeyManagerFactory;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableChannel;
import reactor.netty.http.Http2SslContextSpec;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.tcp.SslProvider.GenericSslContextSpec;

/**
 * The gateway's other side, which speaks HTTP/2 over TLS and fails as HTTP/2 does: by
 * resets, refused streams, connections that go away, and silence.
 */
final class Http2Gateway {

	private final AtomicInteger requests = new AtomicInteger();

	private final AtomicInteger open = new AtomicInteger();

	/**
	 * Start it.
	 * @param keyStore the file that holds key and certificate
	 * @return the port
	 */
	int start(String keyStore) {
		Http2SslContextSpec tls = Http2SslContextSpec.forServer(keys(Path.of(keyStore)));
		return HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			.protocol(HttpProtocol.H2)
			.secure((spec) -> spec.sslContext((GenericSslContextSpec<?>) tls))
			.route((routes) -> routes.post("/v1/messages",
					(request, response) -> request.receive()
						.aggregate()
						.asString(StandardCharsets.UTF_8)
						.flatMap((body) -> Mono.from(answer(new SoakRequest("post", body), response)))))
			.bindNow()
			.port();
	}

	private static KeyManagerFactory keys(Path file) {
		try (InputStream input = Files.newInputStream(file)) {
			char[] password = GatewayProcess.PASSWORD.toCharArray();
			KeyStore keyStore = KeyStore.getInstance("PKCS12");
			keyStore.load(input, password);
			KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
			keys.init(keyStore, password);
			return keys;
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private Publisher<Void> answer(SoakRequest request, HttpServerResponse response) {
		this.requests.incrementAndGet();
		this.open.incrementAndGet();
		response.withConnection((stream) -> stream.onDispose(this.open::decrementAndGet));
		Fault fault = FaultyGateway.fault(ThreadLocalRandom.current());
		return switch (fault) {
			case RATE_LIMITED -> response.status(429).header("retry-after-ms", "5").send();
			case BAD_GATEWAY -> response.status(502).header("retry-after-ms", "5").send();
			case GATEWAY_TIMEOUT -> response.status(504).header("retry-after-ms", "5").send();
			case SERVER_ERROR -> response.status(500).send();
			case BAD_REQUEST -> response.status(400).send();
			case HTML -> response.header("content-type", "text/html").sendString(Mono.just("<html>Welcome</html>"));
			case RESET_AT_ONCE -> reset(response);
			case CLOSE_AT_ONCE -> refuse(response);
			case RUBBISH_AT_ONCE -> goAway(response);
			case SILENCE_AT_ONCE -> Mono.never();
			default -> stream(request, fault, response);
		};
	}

	private Publisher<Void> stream(SoakRequest request, Fault fault, HttpServerResponse response) {
		int call = request.call();
		int count = Texts.count(call);
		int breaksAt = ThreadLocalRandom.current().nextInt(count);
		Flux<String> events = Flux.just(FaultyResponse.beginning())
			.concatWith(Flux.range(0, count).concatMap((index) -> {
				Mono<String> delta = Mono.just(FaultyResponse.delta(call, index));
				return (index == breaksAt) ? breakOff(fault, response).concatWith(delta) : delta;
			}))
			.concatWith(Mono.just(FaultyResponse.end()));
		Flux<String> body = (fault == Fault.SILENCE_AFTER_THE_END) ? events.concatWith(Mono.never()) : events;
		return response.header("content-type", "text/event-stream")
			.send(body.map((text) -> Unpooled.copiedBuffer(text, StandardCharsets.UTF_8)), (buffer) -> true);
	}

	@SuppressWarnings("FutureReturnValueIgnored")
	private static Flux<String> breakOff(Fault fault, HttpServerResponse response) {
		return switch (fault) {
			case RESET_LATER -> Flux.from(reset(response)).cast(String.class);
			case BAD_CHUNK_LATER -> Flux.from(goAway(response)).cast(String.class);
			case CLOSE_LATER -> {
				response.withConnection((stream) -> stream.channel().parent().close());
				yield Flux.never();
			}
			case SILENCE_LATER -> Flux.never();
			default -> Flux.empty();
		};
	}

	private static Publisher<Void> reset(HttpServerResponse response) {
		response.withConnection(DisposableChannel::dispose);
		return Mono.never();
	}

	@SuppressWarnings("FutureReturnValueIgnored")
	private static Publisher<Void> refuse(HttpServerResponse response) {
		response.withConnection(
				(stream) -> stream.channel().writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.REFUSED_STREAM)));
		return Mono.never();
	}

	/**
	 * The streams that are open may end, but no further one may begin.
	 */
	@SuppressWarnings("FutureReturnValueIgnored")
	private static Publisher<Void> goAway(HttpServerResponse response) {
		response.withConnection(
				(stream) -> stream.channel().parent().writeAndFlush(new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR)));
		return reset(response);
	}

	int requests() {
		return this.requests.get();
	}

	int open() {
		return this.open.get();
	}

}

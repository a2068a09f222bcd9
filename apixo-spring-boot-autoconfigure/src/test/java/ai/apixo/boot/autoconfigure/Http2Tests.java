package ai.apixo.boot.autoconfigure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelId;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableChannel;
import reactor.netty.http.server.HttpServerResponse;
import reactor.test.StepVerifier;

import ai.apixo.boot.TlsGateway;
import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.Gateways;
import ai.apixo.client.error.ApixoIncompleteStreamException;
import ai.apixo.client.error.ApixoTimeoutException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * HTTP/2 behaves as HTTP/1.1 does, and its connections are shared.
 */
class Http2Tests {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private static final int STREAMS = 50;

	private static final String BEGINNING = Gateways.HELLO.substring(0,
			Gateways.HELLO.indexOf("event: content_block_stop"));

	private final Set<ChannelId> connections = ConcurrentHashMap.newKeySet();

	private final AtomicInteger requests = new AtomicInteger();

	private final CountDownLatch closed = new CountDownLatch(1);

	@Test
	@DisplayName("HTTP-17 calls one after the other use one connection")
	void callsUseOneConnection() {
		run(this::hello, (client) -> {
			for (int call = 0; call < 20; call++) {
				complete(client);
			}
		});
		assertThat(this.connections).hasSize(1);
	}

	@Test
	@DisplayName("HTTP-17 HTTP-21: many streams run side by side")
	void streamsRunSideBySide() {
		CountDownLatch begun = new CountDownLatch(STREAMS);
		Mono<String> rest = Mono.fromSupplier(() -> Gateways.HELLO.substring(BEGINNING.length()));
		run((response) -> {
			begun.countDown();
			return write(response, Flux.concat(Mono.just(BEGINNING), whenAll(begun).then(rest)));
		}, (client) -> StepVerifier
			.create(Flux.range(0, STREAMS).flatMap((number) -> client.streamMessage(Gateways.request()), STREAMS))
			.expectNextCount(STREAMS)
			.expectComplete()
			.verify(LIMIT));
	}

	@Test
	@DisplayName("HTTP-17 HTTP-14: cancelling resets the stream and leaves the connection to the next call")
	void cancellingResetsTheStream() {
		run((response) -> (this.requests.get() == 1) ? stall(response) : hello(response), (client) -> {
			StepVerifier.create(client.streamText(Gateways.request())).expectNext("Hello").thenCancel().verify(LIMIT);
			await(this.closed);
			complete(client);
		});
		assertThat(this.connections).hasSize(1);
	}

	@Test
	@DisplayName("HTTP-17 a reset before the answer is a connection failure, tried again")
	void resetBeforeTheAnswerIsTriedAgain() {
		run((response) -> (this.requests.get() == 1) ? reset(response) : hello(response), Http2Tests::complete);
		assertThat(this.requests).hasValue(2);
	}

	@Test
	@DisplayName("HTTP-17 after GOAWAY the next call uses another connection")
	void goAwayLeadsToAnotherConnection() {
		run((response) -> (this.requests.get() == 1) ? goAway(response) : hello(response), (client) -> {
			StepVerifier.create(client.streamText(Gateways.request()))
				.expectNext("Hello", ", world")
				.expectError(ApixoIncompleteStreamException.class)
				.verify(LIMIT);
			complete(client);
		});
		assertThat(this.connections).hasSize(2);
	}

	@Test
	@DisplayName("HTTP-17 HTTP-20: a subscriber that asks no more stalls no other stream of its connection")
	void slowSubscriberStallsNoOther() {
		String delta = Gateways.HELLO.substring(BEGINNING.lastIndexOf("event:"), BEGINNING.length())
			.replace("Hello", "Hello".repeat(1000));
		run((response) -> (this.requests.get() == 1)
				? write(response, Flux.concat(Flux.just(BEGINNING), Flux.just(delta).repeat(500)))
				: write(response,
						Flux.just(BEGINNING)
							.concatWith(Flux.just(delta).repeat(50))
							.concatWithValues(Gateways.HELLO.substring(BEGINNING.length()))),
				(client) -> {
					StepVerifier.FirstStep<?> slow = StepVerifier.create(client.stream(Gateways.request()), 2);
					slow.expectNextCount(2).then(() -> {
						for (int call = 0; call < 5; call++) {
							StepVerifier.create(client.streamMessage(Gateways.request()))
								.expectNextCount(1)
								.expectComplete()
								.verify(LIMIT);
						}
					}).thenCancel().verify(LIMIT);
				});
		assertThat(this.connections).hasSize(1);
	}

	@Test
	@DisplayName("HTTP-17 after a hundred cancelled streams the next call uses another connection")
	void connectionWithManyResetsIsRetired() {
		run(this::stall, (client) -> {
			for (int call = 0; call < 105; call++) {
				StepVerifier.create(client.streamText(Gateways.request()))
					.expectNext("Hello")
					.thenCancel()
					.verify(LIMIT);
			}
		});
		assertThat(this.connections).hasSizeBetween(2, 3);
	}

	@Test
	@DisplayName("HTTP-17 HTTP-12: a stream that the gateway refuses is opened again, which is no attempt")
	void refusedStreamIsNoAttempt() {
		run((response) -> (this.requests.get() == 1) ? refuse(response) : hello(response), Http2Tests::complete,
				"apixo.retry.enabled=false");
		assertThat(this.requests).hasValue(2);
	}

	@Test
	@DisplayName("HTTP-17 a connection that brings nothing any more is not used again")
	void deadConnectionIsNotUsedAgain() throws IOException {
		try (TlsGateway gateway = TlsGateway.start(this::hello); FreezingPath path = new FreezingPath(gateway.port())) {
			runner(gateway, "apixo.base-url=https://127.0.0.1:" + path.port(), "apixo.retry.enabled=false",
					"apixo.http.response-timeout=1s")
				.run((context) -> {
					ApixoMessagesClient client = context.getBean(ApixoMessagesClient.class);
					complete(client);
					path.freeze();
					StepVerifier.create(client.stream(Gateways.request()))
						.expectError(ApixoTimeoutException.class)
						.verify(LIMIT);
					complete(client);
				});
			assertThat(path.connections()).isBetween(2, 3);
		}
	}

	@Test
	@DisplayName("HTTP-17 an open stream goes on when the SSL bundle changes")
	void openStreamSurvivesARenewal() {
		CountDownLatch renewed = new CountDownLatch(1);
		Mono<String> rest = Mono.fromSupplier(() -> Gateways.HELLO.substring(BEGINNING.length()));
		try (TlsGateway gateway = TlsGateway
			.start((response) -> write(response, Flux.concat(Mono.just(BEGINNING), whenAll(renewed).then(rest))))) {
			runner(gateway).run((context) -> {
				SslBundles bundles = context.getBean(SslBundles.class);
				SslBundle bundle = bundles.getBundle("gateway");
				StepVerifier.create(context.getBean(ApixoMessagesClient.class).streamText(Gateways.request()))
					.expectNext("Hello")
					.then(() -> ((SslBundleRegistry) bundles).updateBundle("gateway", bundle))
					.then(renewed::countDown)
					.expectNext(", world")
					.expectComplete()
					.verify(LIMIT);
			});
		}
	}

	private void run(TlsGateway.Answer answer, Consumer<ApixoMessagesClient> calls, String... properties) {
		try (TlsGateway gateway = TlsGateway.start((response) -> {
			this.requests.incrementAndGet();
			response.withConnection((stream) -> this.connections.add(stream.channel().parent().id()));
			return answer.to(response);
		})) {
			runner(gateway, properties).run((context) -> calls.accept(context.getBean(ApixoMessagesClient.class)));
			assertThat(gateway.protocols()).containsOnly("HTTP/2.0");
		}
	}

	private static ApplicationContextRunner runner(TlsGateway gateway, String... properties) {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, HttpClientAutoConfiguration.class,
					ReactiveHttpClientAutoConfiguration.class, WebClientAutoConfiguration.class,
					ApixoAutoConfiguration.class))
			.withPropertyValues("apixo.api-key=" + Gateways.KEY, "apixo.base-url=" + gateway.url(),
					"apixo.http.protocol=http2", "apixo.http.ssl.bundle=gateway", "apixo.retry.initial-backoff=1ms",
					"apixo.idle-timeout=5s", "apixo.http.connect-timeout=20s",
					"spring.ssl.bundle.pem.gateway.truststore.certificate=" + gateway.authorityPem())
			.withPropertyValues(properties);
	}

	private Publisher<Void> hello(HttpServerResponse response) {
		return write(response, Flux.just(Gateways.HELLO));
	}

	private Publisher<Void> stall(HttpServerResponse response) {
		response.withConnection((stream) -> stream.onDispose(this.closed::countDown));
		return write(response, Flux.concat(Mono.just(BEGINNING), Mono.never()));
	}

	/**
	 * Resets the stream, for that is what closing its channel means.
	 */
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

	@SuppressWarnings("FutureReturnValueIgnored")
	private static Publisher<Void> goAway(HttpServerResponse response) {
		Mono<String> goAway = Mono.delay(Duration.ofMillis(100)).flatMap((tick) -> {
			response.withConnection((stream) -> stream.channel()
				.parent()
				.writeAndFlush(new DefaultHttp2GoAwayFrame(Http2Error.INTERNAL_ERROR))
				.addListener(ChannelFutureListener.CLOSE));
			return Mono.never();
		});
		return write(response, Flux.concat(Mono.just(BEGINNING), goAway));
	}

	private static Publisher<Void> write(HttpServerResponse response, Flux<String> body) {
		return response.send(body.map((text) -> Unpooled.copiedBuffer(text, StandardCharsets.UTF_8)), (buffer) -> true);
	}

	private static Mono<Void> whenAll(CountDownLatch latch) {
		return Flux.interval(Duration.ofMillis(10)).takeUntil((tick) -> latch.getCount() == 0).then();
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void complete(ApixoMessagesClient client) {
		StepVerifier.create(client.streamText(Gateways.request()))
			.expectNext("Hello", ", world")
			.expectComplete()
			.verify(LIMIT);
	}

}

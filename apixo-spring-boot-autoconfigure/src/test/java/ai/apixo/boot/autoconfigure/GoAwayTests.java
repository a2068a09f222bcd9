package ai.apixo.boot.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelId;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Error;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Publisher;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;
import reactor.test.StepVerifier;

import ai.apixo.boot.TlsGateway;
import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.Gateways;
import ai.apixo.client.error.ApixoConnectionException;
import ai.apixo.client.error.ApixoException;
import ai.apixo.client.error.ApixoIncompleteStreamException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A gateway that gives up its HTTP/2 connection at any moment of a stream: it lets the
 * stream end, or it does not. Retries are switched off.
 */
class GoAwayTests {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private static final int SECOND_TEXT = Gateways.HELLO.indexOf("event: content_block_stop");

	private final Set<ChannelId> connections = ConcurrentHashMap.newKeySet();

	private final AtomicInteger open = new AtomicInteger();

	private final AtomicInteger requests = new AtomicInteger();

	@ParameterizedTest
	@EnumSource
	@DisplayName("HTTP-17 GOAWAY at any moment ends no stream that the gateway lets end, and the next call uses another connection")
	void streamEndsWhereTheGatewayLetsIt(Moment moment) {
		run(moment, false, (client) -> {
			complete(client);
			complete(client);
		});
		assertThat(this.requests).hasValue(2);
		// After the end, the next call may be there before GOAWAY is.
		assertThat(this.connections).hasSizeBetween((moment == Moment.AFTER_THE_END) ? 1 : 2, 2);
	}

	@ParameterizedTest
	@EnumSource
	@DisplayName("HTTP-17 HTTP-13 GOAWAY and the end of the connection at any moment is one typed failure, and the next call works")
	void connectionThatEndsIsOneFailure(Moment moment) {
		run(moment, true, (client) -> {
			if (moment == Moment.AFTER_THE_END) {
				complete(client);
			}
			else {
				StepVerifier.create(client.streamText(Gateways.request()).collectList())
					.expectErrorSatisfies((failure) -> assertThat(failure).isInstanceOf(moment.failure))
					.verify(LIMIT);
			}
			complete(client);
		});
		assertThat(this.requests).hasValue(2);
		// After the end, the next call may be there before GOAWAY is.
		assertThat(this.connections).hasSizeBetween((moment == Moment.AFTER_THE_END) ? 1 : 2, 2);
	}

	@ParameterizedTest
	@EnumSource
	@DisplayName("HTTP-17 a connection that the gateway has given up and leaves open is closed with its last stream")
	void connectionThatTheGatewayLeavesOpenIsClosed(Moment moment) {
		run(moment, false, (client) -> {
			complete(client);
			await().atMost(LIMIT).until(() -> this.open.get() == 0);
		});
		assertThat(this.connections).hasSize(1);
	}

	private void run(Moment moment, boolean closing, Consumer<ApixoMessagesClient> calls) {
		TlsGateway.Answer answer = (response) -> {
			response.withConnection((stream) -> connected(stream.channel().parent()));
			return (this.requests.incrementAndGet() == 1) ? first(moment, closing, response)
					: write(response, Flux.just(Gateways.HELLO));
		};
		try (TlsGateway gateway = TlsGateway.start(answer)) {
			new ApplicationContextRunner()
				.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, HttpClientAutoConfiguration.class,
						ReactiveHttpClientAutoConfiguration.class, WebClientAutoConfiguration.class,
						ApixoAutoConfiguration.class))
				.withPropertyValues("apixo.api-key=" + Gateways.KEY, "apixo.base-url=" + gateway.url(),
						"apixo.http.protocol=http2", "apixo.http.ssl.bundle=gateway", "apixo.retry.enabled=false",
						"spring.ssl.bundle.pem.gateway.truststore.certificate=" + gateway.authorityPem())
				.run((context) -> calls.accept(context.getBean(ApixoMessagesClient.class)));
			assertThat(gateway.protocols()).containsOnly("HTTP/2.0");
		}
	}

	@SuppressWarnings("FutureReturnValueIgnored")
	private void connected(Channel connection) {
		if (this.connections.add(connection.id())) {
			this.open.incrementAndGet();
			connection.closeFuture().addListener((closed) -> this.open.decrementAndGet());
		}
	}

	private static Publisher<Void> first(Moment moment, boolean closing, HttpServerResponse response) {
		Mono<String> goAway = goAway(response, closing);
		return switch (moment) {
			case BEFORE_THE_HEAD ->
				goAway.then(Mono.defer(() -> Mono.from(write(response, Flux.just(Gateways.HELLO)))));
			case BEFORE_THE_FIRST_EVENT ->
				write(response, Flux.concat(Mono.just(": wait\n\n"), goAway, Mono.just(Gateways.HELLO)));
			case BETWEEN_EVENTS -> write(response, Flux.concat(Mono.just(Gateways.HELLO.substring(0, SECOND_TEXT)),
					goAway, Mono.just(Gateways.HELLO.substring(SECOND_TEXT))));
			case AFTER_THE_END -> write(response, Flux.concat(Mono.just(Gateways.HELLO), goAway));
		};
	}

	/**
	 * Waits for what was written before, and gives the client a moment to read it.
	 */
	@SuppressWarnings("FutureReturnValueIgnored")
	private static Mono<String> goAway(HttpServerResponse response, boolean closing) {
		return Mono.delay(Duration.ofMillis(100)).flatMap((tick) -> {
			response.withConnection((stream) -> {
				ChannelFuture sent = stream.channel()
					.parent()
					.writeAndFlush(new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR));
				if (closing) {
					sent.addListener(ChannelFutureListener.CLOSE);
				}
			});
			return closing ? Mono.never() : Mono.empty();
		});
	}

	private static Publisher<Void> write(HttpServerResponse response, Flux<String> body) {
		return response.send(body.map((text) -> Unpooled.copiedBuffer(text, StandardCharsets.UTF_8)), (buffer) -> true);
	}

	private static void complete(ApixoMessagesClient client) {
		StepVerifier.create(client.streamText(Gateways.request()))
			.expectNext("Hello", ", world")
			.expectComplete()
			.verify(LIMIT);
	}

	enum Moment {

		BEFORE_THE_HEAD(ApixoConnectionException.class),

		BEFORE_THE_FIRST_EVENT(ApixoIncompleteStreamException.class),

		BETWEEN_EVENTS(ApixoIncompleteStreamException.class),

		AFTER_THE_END(ApixoException.class);

		private final Class<? extends ApixoException> failure;

		Moment(Class<? extends ApixoException> failure) {
			this.failure = failure;
		}

	}

}

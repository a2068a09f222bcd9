package ai.apixo.boot.autoconfigure;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.FutureMono;
import reactor.netty.http.server.HttpServerResponse;
import reactor.test.StepVerifier;

import ai.apixo.boot.TlsGateway;
import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.Gateways;
import ai.apixo.client.error.ApixoIncompleteStreamException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The ways in which a stream of HTTP/2 ends early.
 */
class Http2TruncationTests {

	private static final String START = Gateways.HELLO.substring(0,
			Gateways.HELLO.indexOf("event: content_block_start"));

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, HttpClientAutoConfiguration.class,
				ReactiveHttpClientAutoConfiguration.class, WebClientAutoConfiguration.class,
				ApixoAutoConfiguration.class))
		.withPropertyValues("apixo.api-key=" + Gateways.KEY, "apixo.http.protocol=http2",
				"apixo.http.ssl.bundle=gateway", "apixo.retry.max-attempts=2", "apixo.retry.initial-backoff=1ms");

	static Arguments[] earlyEnds() {
		return new Arguments[] {
				earlyEnd("RST_STREAM",
						(stream) -> stream.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.INTERNAL_ERROR))),
				earlyEnd("RST_STREAM without an error",
						(stream) -> stream.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.NO_ERROR))),
				earlyEnd("GOAWAY",
						(stream) -> stream.parent()
							.writeAndFlush(new DefaultHttp2GoAwayFrame(Http2Error.INTERNAL_ERROR))
							.addListener(ChannelFutureListener.CLOSE)),
				earlyEnd("FIN", (stream) -> stream.parent().close()) };
	}

	private static Arguments earlyEnd(String name, Function<Channel, ChannelFuture> earlyEnd) {
		return Arguments.argumentSet(name, earlyEnd);
	}

	@ParameterizedTest
	@MethodSource("earlyEnds")
	@DisplayName("HTTP-17 HTTP-13 MSG-14 a stream that HTTP/2 ends early fails after the events that came, and is not asked for again")
	void failsAfterTheEvents(Function<Channel, ChannelFuture> earlyEnd) {
		try (TlsGateway gateway = TlsGateway.start((response) -> cut(response, START, earlyEnd))) {
			run(gateway,
					(client) -> StepVerifier.create(client.stream(Gateways.request()))
						.expectNextCount(1)
						.expectErrorSatisfies((failure) -> assertThat(failure).isInstanceOfSatisfying(
								ApixoIncompleteStreamException.class,
								(incomplete) -> assertThat(incomplete.eventsDelivered()).isTrue()))
						.verify(Duration.ofSeconds(20)));
			assertThat(gateway.protocols()).containsExactly("HTTP/2.0");
		}
	}

	@ParameterizedTest
	@MethodSource("earlyEnds")
	@DisplayName("HTTP-17 RETRY-6 a stream that HTTP/2 ends before its first event is tried again")
	void retriesBeforeTheFirstEvent(Function<Channel, ChannelFuture> earlyEnd) {
		try (TlsGateway gateway = TlsGateway.start((response) -> cut(response, ": nothing yet\n\n", earlyEnd))) {
			run(gateway,
					(client) -> StepVerifier.create(client.stream(Gateways.request()))
						.expectErrorSatisfies((failure) -> assertThat(failure).isInstanceOfSatisfying(
								ApixoIncompleteStreamException.class,
								(incomplete) -> assertThat(incomplete.eventsDelivered()).isFalse()))
						.verify(Duration.ofSeconds(20)));
			assertThat(gateway.protocols()).containsExactly("HTTP/2.0", "HTTP/2.0");
		}
	}

	private void run(TlsGateway gateway, Consumer<ApixoMessagesClient> call) {
		this.contextRunner
			.withPropertyValues("apixo.base-url=" + gateway.url(),
					"spring.ssl.bundle.pem.gateway.truststore.certificate=" + gateway.authorityPem())
			.run((context) -> call.accept(context.getBean(ApixoMessagesClient.class)));
	}

	private static Publisher<Void> cut(HttpServerResponse response, String body,
			Function<Channel, ChannelFuture> earlyEnd) {
		AtomicReference<Channel> stream = new AtomicReference<>();
		response.withConnection((connection) -> stream.set(connection.channel()));
		Mono<String> end = Mono.delay(Duration.ofMillis(300))
			.flatMap((tick) -> FutureMono.from(earlyEnd.apply(Objects.requireNonNull(stream.get()))))
			.then(Mono.never());
		return response.send(ByteBufFlux.fromString(Flux.concat(Mono.just(body), end)), (buffer) -> true);
	}

}

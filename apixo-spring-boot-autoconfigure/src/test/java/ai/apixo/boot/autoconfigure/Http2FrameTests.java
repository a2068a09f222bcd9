package ai.apixo.boot.autoconfigure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import reactor.test.StepVerifier;

import ai.apixo.boot.FrameGateway;
import ai.apixo.boot.FrameGateway.Frames;
import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.Gateways;
import ai.apixo.client.error.ApixoConnectionException;
import ai.apixo.client.error.ApixoIncompleteStreamException;
import ai.apixo.client.error.ApixoTimeoutException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Frames of HTTP/2 that end a stream or its connection. Failures are tried again.
 */
class Http2FrameTests {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private static final String TEXT = Gateways.HELLO.substring(0, Gateways.HELLO.indexOf("event: content_block_stop"));

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 255, -1 })
	@DisplayName("HTTP-17 HTTP-13 MSG-14 RST_STREAM with any code after text is one failure, and nothing is asked for again")
	void resetAfterText(int code) {
		run((frames, stream) -> frames.head(stream).data(stream, 0, TEXT).reset(stream, code), 1,
				(client) -> StepVerifier.create(client.stream(Gateways.request()).then())
					.expectError(ApixoIncompleteStreamException.class)
					.verify(LIMIT));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 2, 11 })
	@DisplayName("HTTP-17 HTTP-12 a stream above the last one of GOAWAY was not processed: it is opened again, which is no attempt")
	void goAwayBelowTheStream(int code) {
		run((frames, stream) -> frames.goAway(0, code), 2, Http2FrameTests::complete, "apixo.retry.enabled=false");
	}

	@Test
	@DisplayName("HTTP-17 HTTP-15 a response that does not come is a timeout, though its silent connection is closed")
	void silenceIsATimeout() {
		run((frames, stream) -> {
		}, 1, (client) -> StepVerifier.create(client.stream(Gateways.request()))
			.expectError(ApixoTimeoutException.class)
			.verify(LIMIT), "apixo.http.response-timeout=1s");
	}

	@Test
	@DisplayName("HTTP-17 HTTP-16 a stream that falls silent before its first event is a timeout, though its connection is closed")
	void silenceOfAStreamIsATimeout() {
		run((frames, stream) -> frames.head(stream), 1,
				(client) -> StepVerifier.create(client.stream(Gateways.request()))
					.expectError(ApixoTimeoutException.class)
					.verify(LIMIT),
				"apixo.idle-timeout=1s");
	}

	@ParameterizedTest
	@EnumSource
	@ExtendWith(OutputCaptureExtension.class)
	@DisplayName("HTTP-17 FIELD-6 a response head that breaks HTTP/2 is not asked for again, and no trace is logged")
	void violationIsNotTriedAgain(Violation violation, CapturedOutput output) {
		run(violation, 1, (client) -> StepVerifier.create(client.stream(Gateways.request()))
			.expectErrorSatisfies((failure) -> assertThat(failure).isInstanceOfSatisfying(
					ApixoConnectionException.class, (connection) -> assertThat(connection.isRetryable()).isFalse()))
			.verify(LIMIT));
		assertThat(output).doesNotContain("exceptionCaught").doesNotContain("Http2Exception");
	}

	private static void run(FrameGateway.Script script, int requests, Consumer<ApixoMessagesClient> calls,
			String... properties) {
		try (FrameGateway gateway = FrameGateway.playing(script)) {
			new ApplicationContextRunner()
				.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, HttpClientAutoConfiguration.class,
						ReactiveHttpClientAutoConfiguration.class, WebClientAutoConfiguration.class,
						ApixoAutoConfiguration.class))
				.withPropertyValues("apixo.api-key=" + Gateways.KEY, "apixo.base-url=" + gateway.url(),
						"apixo.http.protocol=http2", "apixo.http.ssl.bundle=gateway", "apixo.http.connect-timeout=20s",
						"apixo.retry.initial-backoff=1ms",
						"spring.ssl.bundle.pem.gateway.truststore.certificate=" + gateway.authorityPem())
				.withPropertyValues(properties)
				.run((context) -> {
					ApixoMessagesClient client = context.getBean(ApixoMessagesClient.class);
					calls.accept(client);
					assertThat(client.activity().openCalls()).isZero();
				});
			// A limit of time may run out before its request has come.
			assertThat(gateway.requests()).isLessThanOrEqualTo(requests);
		}
	}

	private static void complete(ApixoMessagesClient client) {
		StepVerifier.create(client.streamText(Gateways.request()))
			.expectNext("Hello", ", world")
			.expectComplete()
			.verify(LIMIT);
	}

	/**
	 * What a gateway writes in place of the head of a response.
	 */
	enum Violation implements FrameGateway.Script {

		HEADERS_THAT_CANNOT_BE_DECOMPRESSED {

			@Override
			public void play(Frames frames, int stream) throws IOException {
				frames.write(Frames.HEADERS, Frames.END_HEADERS, stream, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF,
						(byte) 0xFF, (byte) 0xFF, (byte) 0xFF);
			}

		},

		LARGE_HEADERS {

			@Override
			public void play(Frames frames, int stream) throws IOException {
				frames.write(Frames.HEADERS, 0, stream, Frames.headers(":status", "200"));
				byte[] header = Frames.headers("x-large", "x".repeat(100));
				for (int count = 0; count < 1000; count++) {
					frames.write(Frames.CONTINUATION, 0, stream, header);
				}
			}

		},

		NAMES_IN_CAPITALS {

			@Override
			public void play(Frames frames, int stream) throws IOException {
				frames.write(Frames.HEADERS, Frames.END_HEADERS, stream,
						Frames.headers(":status", "200", "Content-Type", "text/event-stream"));
			}

		},

		ANOTHER_PROTOCOL {

			@Override
			public void play(Frames frames, int stream) throws IOException {
				frames.output().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
				frames.output().flush();
			}

		}

	}

}

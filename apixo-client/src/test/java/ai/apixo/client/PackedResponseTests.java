package ai.apixo.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import ai.apixo.client.error.ApixoProtocolException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Responses in a content encoding, which a client that asks for none does not unpack.
 */
@EachConnector
class PackedResponseTests {

	private final TestConnector connector;

	private final HostileCall call;

	PackedResponseTests(TestConnector connector) {
		this.connector = connector;
		this.call = new HostileCall(connector);
	}

	static Stream<Arguments> encodedBodies() {
		byte[] gzip = gzip(Requests.SHORT_STREAM.getBytes(StandardCharsets.UTF_8));
		byte[] bomb = gzip(new byte[100_000_000]);
		byte[] broken = gzip.clone();
		Arrays.fill(broken, 20, 40, (byte) 0xFF);
		return Stream.of(encoded("gzip", gzip), encoded("x-gzip", gzip), encoded("gzip, gzip", gzip(gzip)),
				encoded("gzip", bomb), encoded("gzip", broken), encoded("gzip", Arrays.copyOf(gzip, gzip.length - 30)),
				encoded("gzip", new byte[0]), encoded("br", gzip), encoded("deflate", gzip), encoded("zstd", gzip));
	}

	private static Arguments encoded(String encoding, byte[] body) {
		return Arguments.argumentSet(encoding + " with " + body.length + " bytes", encoding, body);
	}

	@ParameterizedTest
	@MethodSource("encodedBodies")
	@DisplayName("HTTP-19 a content encoding that nobody asked for is a protocol failure that names it")
	void refusesEncodings(String encoding, byte[] body) {
		ApixoProtocolException failure = this.call.failure(ApixoProtocolException.class, (response) -> {
			response.write(Requests.STREAM_HEAD + "Content-Encoding: " + encoding + "\r\nContent-Length: " + body.length
					+ "\r\n\r\n");
			response.write(body);
		});
		assertThat(failure).hasMessageContaining("'" + encoding + "'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "identity", "Identity", "" })
	@DisplayName("HTTP-19 an encoding that changes nothing is none")
	void acceptsIdentity(String encoding) {
		try (ScriptedGateway gateway = ScriptedGateway.playing((response) -> response.respond(200, "text/event-stream",
				Requests.SHORT_STREAM, "Content-Encoding: " + encoding))) {
			assertThat(Outcome.of(this.connector.client(gateway).build().stream(Requests.hello())).elements())
				.hasSize(Requests.EVENTS);
		}
	}

	@Test
	@DisplayName("HTTP-19 packed bytes that nobody calls so give no events")
	void readsNoEventsFromPackedBytes() {
		byte[] gzip = gzip(Requests.SHORT_STREAM.getBytes(StandardCharsets.UTF_8));
		this.call.failure(ApixoProtocolException.class, (response) -> response.startStream().chunk(gzip).endStream());
	}

	private static byte[] gzip(byte[] bytes) {
		ByteArrayOutputStream packed = new ByteArrayOutputStream();
		try (GZIPOutputStream output = new GZIPOutputStream(packed)) {
			output.write(bytes);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return packed.toByteArray();
	}

}

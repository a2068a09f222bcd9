package ai.apixo.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ai.apixo.client.error.ApixoApiException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Errors that something has compressed although nobody asked.
 */
@EachConnector
class CompressedErrorTests {

	private static final String ERROR = "{\"type\":\"error\",\"error\":{\"type\":\"permission_error\","
			+ "\"message\":\"no access to this model\"}}";

	private final TestConnector connector;

	CompressedErrorTests(TestConnector connector) {
		this.connector = connector;
	}

	@ParameterizedTest
	@ValueSource(strings = { "gzip", "x-gzip", "GZIP", "deflate", "raw deflate", "gzip without header" })
	@DisplayName("FIELD-4 the sentence of a compressed error is told")
	void tellsTheSentence(String encoding) throws IOException {
		ApixoApiException failure = failure(encoding.contains("without") ? "" : encoding.replace("raw ", ""),
				compressed(encoding));
		assertThat(failure.errorMessage()).isEqualTo("no access to this model");
		assertThat(failure.errorType()).isEqualTo("permission_error");
		assertThat(failure.body()).isEqualTo(ERROR);
	}

	@ParameterizedTest
	@ValueSource(strings = { "br", "zstd", "compress" })
	@DisplayName("FIELD-4 an encoding that cannot be read is named, without unreadable characters")
	void namesTheEncoding(String encoding) throws IOException {
		byte[] noise = compressed("gzip");
		noise[0] = 0x28;
		ApixoApiException failure = failure(encoding, noise);
		assertThat(failure).hasMessageContaining("'" + encoding + "'");
		assertThat(String.valueOf(failure.getMessage())).isPrintable();
		assertThat(failure.body()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "gzip", "br", "zstd", "deflate" })
	@DisplayName("FIELD-4 a label that is wrong hides no sentence")
	void readsWhatIsLabeledWrongly(String encoding) {
		ApixoApiException failure = failure(encoding, ERROR.getBytes(StandardCharsets.UTF_8));
		assertThat(failure.errorMessage()).isEqualTo("no access to this model");
	}

	@Test
	@DisplayName("FIELD-4 a bomb costs little, and a compressed body that is cut gives what it holds")
	void survivesBombs() throws IOException {
		ByteArrayOutputStream bomb = new ByteArrayOutputStream();
		try (OutputStream gzip = new GZIPOutputStream(bomb)) {
			gzip.write("0123456789".repeat(1_000_000).getBytes(StandardCharsets.US_ASCII));
		}
		assertThat(failure("gzip", bomb.toByteArray()).body()).startsWith("0123456789").hasSizeLessThan(10_000);
	}

	private ApixoApiException failure(String encoding, byte[] body) {
		try (ScriptedGateway gateway = ScriptedGateway.playing((response) -> {
			response.write("HTTP/1.1 403 Forbidden\r\nContent-Type: application/json\r\n"
					+ (encoding.isEmpty() ? "" : "Content-Encoding: " + encoding + "\r\n") + "Content-Length: "
					+ body.length + "\r\n\r\n");
			response.write(body);
		})) {
			ApixoApiException failure = Outcome.of(this.connector.client(gateway).build().stream(Requests.hello()))
				.failure(ApixoApiException.class);
			assertThat(failure.status()).isEqualTo(403);
			return failure;
		}
	}

	private static byte[] compressed(String encoding) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (OutputStream stream = encoding.contains("deflate")
				? new DeflaterOutputStream(bytes, new Deflater(9, encoding.startsWith("raw")))
				: new GZIPOutputStream(bytes)) {
			stream.write(ERROR.getBytes(StandardCharsets.UTF_8));
		}
		return bytes.toByteArray();
	}

}

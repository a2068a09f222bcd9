package ai.apixo.client.encode;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A request is one piece up to a megabyte, and several above that, with the same bytes.
 */
class RequestBodyTests {

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 8000, 65_535, 65_536, 65_537, 1_048_576, 1_048_577, 3_000_000 })
	void bytesAreThoseThatWereWritten(int size) {
		byte[] json = new byte[size];
		new Random(size).nextBytes(json);
		RequestBodyOutput output = new RequestBodyOutput();
		for (int from = 0; from < size; from += 8000) {
			output.write(json, from, Math.min(8000, size - from));
		}
		RequestBody body = output.body();
		assertThat(body.size()).isEqualTo(size);
		assertThat(body.pieces()).hasSize((size <= 1_048_576) ? 1 : (size - 8000 + 65_535) / 65_536 + 1);
		assertThat(sent(body)).isEqualTo(json);
		assertThat(sent(body)).as("sent again").isEqualTo(json);
	}

	@Test
	void singleBytesAreWritten() {
		RequestBodyOutput output = new RequestBodyOutput();
		output.write('{');
		output.write('}');
		assertThat(sent(output.body())).containsExactly('{', '}');
	}

	@Test
	void shortRequestIsCopiedOnce() {
		byte[] json = { '{', '}' };
		RequestBodyOutput output = new RequestBodyOutput();
		output.write(json, 0, 2);
		List<byte[]> pieces = output.body().pieces();
		assertThat(pieces).hasSize(1);
		assertThat(pieces.get(0)).hasSize(2);
	}

	private static byte[] sent(RequestBody body) {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		Flux.from(body.buffers(DefaultDataBufferFactory.sharedInstance))
			.doOnNext((buffer) -> write(buffer, all))
			.blockLast();
		return all.toByteArray();
	}

	private static void write(DataBuffer buffer, ByteArrayOutputStream all) {
		byte[] bytes = new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		all.writeBytes(bytes);
	}

}

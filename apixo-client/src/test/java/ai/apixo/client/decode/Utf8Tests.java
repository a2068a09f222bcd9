package ai.apixo.client.decode;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is UTF-8.
 */
class Utf8Tests {

	/** At the borders of what a lead byte and a continuation may be. */
	private static final int[] BYTES = { 0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0,
			0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF };

	@Test
	@DisplayName("SSE-17 UTF-8 is what the JDK decodes, in all sequences of four bytes at the borders of what they mean")
	void agreesWithTheJdk() {
		byte[] bytes = new byte[4];
		for (int first : BYTES) {
			for (int second : BYTES) {
				for (int third : BYTES) {
					for (int fourth : BYTES) {
						bytes[0] = (byte) first;
						bytes[1] = (byte) second;
						bytes[2] = (byte) third;
						bytes[3] = (byte) fourth;
						assertThat(Utf8.isWellFormed(bytes)).as("%02X %02X %02X %02X", first, second, third, fourth)
							.isEqualTo(isDecodable(bytes));
					}
				}
			}
		}
	}

	private static boolean isDecodable(byte[] bytes) {
		try {
			StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
			return true;
		}
		catch (CharacterCodingException ex) {
			return false;
		}
	}

	@Test
	@DisplayName("SSE-17 characters one by one are those of the whole")
	void decodesCharacterByCharacter() {
		Random random = new Random(1);
		for (int round = 0; round < 20_000; round++) {
			byte[] bytes = new byte[1 + random.nextInt(8)];
			for (int index = 0; index < bytes.length; index++) {
				bytes[index] = (byte) BYTES[random.nextInt(BYTES.length)];
			}
			StringBuilder text = new StringBuilder();
			int position = 0;
			while (position < bytes.length) {
				int length = Utf8.lengthAt(bytes, position, bytes.length);
				text.appendCodePoint(Utf8.codePointAt(bytes, position, length));
				position += Math.abs(length);
			}
			assertThat(text.toString()).isEqualTo(Utf8.decode(bytes));
		}
	}

}

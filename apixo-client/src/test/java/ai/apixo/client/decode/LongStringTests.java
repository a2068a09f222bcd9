package ai.apixo.client.decode;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Random;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LongStringTests {

	private static final String[] PARTS = { "words of text ", "\u00e9", "\u0436", "\u4F60", "\uD83D\uDE00", "\\n",
			"\\\"", "\\\\", "\\/", "\\u0041", "\\u0436", "\\uD83D\\uDE00", "\\uD83D", "a".repeat(2000) };

	private static final byte[][] ERRORS = { { (byte) 0xFF }, { (byte) 0x80 }, { (byte) 0xE4, (byte) 0xBD },
			{ (byte) 0xED, (byte) 0xA0, (byte) 0x80 }, { (byte) 0xF0, (byte) 0x9F, (byte) 0x98 } };

	@RepeatedTest(20)
	@DisplayName("SSE-17 MSG-12 a long string is what its parts are")
	void isWhatItsPartsAre(RepetitionInfo repetition) {
		Random random = new Random(repetition.getCurrentRepetition());
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		StringBuilder text = new StringBuilder();
		JsonStringReader strings = new JsonStringReader();
		while (bytes.size() <= 2 * LongString.MIN_SIZE) {
			byte[] part = (random.nextInt(10) == 0) ? ERRORS[random.nextInt(ERRORS.length)]
					: PARTS[random.nextInt(PARTS.length)].getBytes(StandardCharsets.UTF_8);
			byte[] ended = (new String(part, StandardCharsets.ISO_8859_1) + ".\"")
				.getBytes(StandardCharsets.ISO_8859_1);
			bytes.write(ended, 0, ended.length - 1);
			text.append(Objects.requireNonNull(strings.read(ended, 0, ended.length)));
		}
		bytes.write('"');
		byte[] all = bytes.toByteArray();
		assertThat(strings.read(all, 0, all.length)).isEqualTo(text.toString());
		assertThat(strings.end()).isEqualTo(all.length);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\\x", "\\u00", "\\u00g0", "\n", "\u0436\t" })
	@DisplayName("MSG-12 a long string with an escape or a character that JSON does not have is none")
	void refusesWhatIsNoJson(String part) {
		byte[] bytes = ("a".repeat(LongString.MIN_SIZE) + part + "\"").getBytes(StandardCharsets.UTF_8);
		assertThat(new JsonStringReader().read(bytes, 0, bytes.length)).isNull();
		assertThat(LongString.read(bytes, 0, bytes.length - 1)).isNull();
	}

}

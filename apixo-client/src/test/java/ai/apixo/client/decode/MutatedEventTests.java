package ai.apixo.client.decode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;

import ai.apixo.client.error.ApixoException;
import ai.apixo.messages.ResponseInfo;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.messages.json.MessagesJson;
import ai.apixo.messages.json.MessagesJsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the readers of bytes take, the general path takes too, with the same result. Tried
 * with events whose bytes were changed at random: as many as the system property
 * {@code apixo.mutants} says, with the seed {@code apixo.mutants.seed}.
 */
class MutatedEventTests {

	private static final int MUTANTS = Integer.getInteger("apixo.mutants", 200_000);

	private static final long SEED = Long.getLong("apixo.mutants.seed", 20261128L);

	private static final List<byte[]> EVENTS = List.of(
			"{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"H\\u00e9 \\n\u4F60\"}}",
			"{\"index\": 12, \"delta\": {\"text\": \"a\", \"type\": \"text_delta\"}, \"type\": \"content_block_delta\"}",
			"{\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"Hm\"},\"x\":[1,{\"a\":null}]}",
			"{\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"a\\\":\",\"y\":1.10}}",
			"{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}",
			"{\"type\":\"content_block_stop\",\"index\":0}", "{\"type\":\"message_stop\"}", "{\"type\": \"ping\"}",
			"{\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"x\",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,\"usage\":{\"input_tokens\":25,\"cache_creation\":{\"ephemeral_5m_input_tokens\":1,\"ephemeral_1h_input_tokens\":null},\"output_tokens\":1,\"service_tier\":\"standard\"}}}",
			"{\"type\":\"message_start\",\"message\":{\"type\":\"message\",\"content\":[{\"type\":\"text\",\"text\":\"a\"}],\"stop_reason\":\"end_turn\",\"stop_details\":null,\"container\":null}}",
			"{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":9,\"server_tool_use\":{\"web_search_requests\":1},\"output_tokens_details\":{\"thinking_tokens\":2},\"inference_geo\":\"eu\"}}")
		.stream()
		.map((event) -> event.getBytes(StandardCharsets.UTF_8))
		.toList();

	private static final byte[] TELLING = "{}[]\",:\\ \t\n\r0123456789-+.eEtfnu/_".getBytes(StandardCharsets.US_ASCII);

	private final MessagesJson json = MessagesJson.of(MessagesJsonMapper.create());

	private final Random random = new Random(SEED);

	@Test
	@DisplayName("MSG-2 MSG-12 bytes and general path agree on events with bytes changed, lost, doubled and moved")
	void agreeOnMutants() {
		for (int number = 0; number < MUTANTS; number++) {
			byte[] mutant = mutant();
			if (!agrees(mutant)) {
				byte[] smallest = smallest(mutant);
				assertThat(general(smallest)).as(() -> describe(smallest)).isEqualTo(fast(smallest));
			}
		}
	}

	@Test
	@DisplayName("MSG-12 strings that are read apart from the rest are those that Jackson reads")
	void agreeOnStringsReadApart() {
		for (int number = 0; number < MUTANTS / 4; number++) {
			byte[] mutant = mutant();
			Object together = tree(mutant, Integer.MAX_VALUE);
			assertThat(tree(mutant, 2)).as(() -> describe(mutant)).isEqualTo(together);
		}
	}

	private @Nullable Object tree(byte[] event, int minSize) {
		try {
			return JsonBytes.read(this.json.trees(), event, 0, event.length, minSize);
		}
		catch (JacksonException | NumberFormatException ex) {
			return null;
		}
	}

	@Test
	@DisplayName("MSG-12 a name without its colon is not JSON")
	void namesHaveColons() {
		for (String event : List.of(
				"{\"type\" \"index\":0,\"type\":\"content_block_delta\",\"delta\":{\"type\":\"text_delta\",\"text\":\"a\"}}",
				"{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"text\" \"type\":\"text_delta\",\"text\":\"a\"}}")) {
			assertThat(fast(event.getBytes(StandardCharsets.UTF_8))).isNull();
		}
	}

	private byte[] mutant() {
		byte[] mutant = EVENTS.get(this.random.nextInt(EVENTS.size())).clone();
		for (int count = 1 + this.random.nextInt(3); count > 0 && mutant.length > 0; count--) {
			mutant = mutated(mutant);
		}
		return mutant;
	}

	private byte[] mutated(byte[] bytes) {
		int at = this.random.nextInt(bytes.length);
		int length = Math.min(bytes.length - at, 1 + this.random.nextInt((this.random.nextInt(4) == 0) ? 24 : 3));
		return switch (this.random.nextInt(5)) {
			case 0 -> replaced(bytes, at, 1, new byte[] { anyByte() });
			case 1 -> replaced(bytes, at, length, new byte[0]);
			case 2 -> replaced(bytes, at, 0, new byte[] { anyByte() });
			case 3 -> replaced(bytes, at, 0, Arrays.copyOfRange(bytes, at, at + length));
			default ->
				replaced(bytes, this.random.nextInt(bytes.length), 0, Arrays.copyOfRange(bytes, at, at + length));
		};
	}

	private byte anyByte() {
		return (this.random.nextInt(8) == 0) ? (byte) this.random.nextInt(256)
				: TELLING[this.random.nextInt(TELLING.length)];
	}

	private static byte[] replaced(byte[] bytes, int at, int length, byte[] with) {
		byte[] result = new byte[bytes.length - length + with.length];
		System.arraycopy(bytes, 0, result, 0, at);
		System.arraycopy(with, 0, result, at, with.length);
		System.arraycopy(bytes, at + length, result, at + with.length, bytes.length - at - length);
		return result;
	}

	/**
	 * Takes bytes away for as long as the paths still disagree.
	 */
	private byte[] smallest(byte[] failing) {
		byte[] smallest = failing;
		for (int length = failing.length / 2; length > 0; length /= 2) {
			for (int at = 0; at + length <= smallest.length; at++) {
				byte[] smaller = replaced(smallest, at, length, new byte[0]);
				if (!agrees(smaller)) {
					smallest = smaller;
					at = -1;
				}
			}
		}
		return smallest;
	}

	private static String describe(byte[] event) {
		return "the smallest event on which the paths disagree is " + new String(event, StandardCharsets.UTF_8) + " ("
				+ HexFormat.of().formatHex(event) + "), seed " + SEED;
	}

	private boolean agrees(byte[] event) {
		StreamEvent fast = fast(event);
		return fast == null || Objects.equals(fast, general(event));
	}

	private @Nullable StreamEvent fast(byte[] event) {
		return reader().readBytes(frame(event));
	}

	private @Nullable StreamEvent general(byte[] event) {
		try {
			return reader().readJson(frame(event));
		}
		catch (ApixoException ex) {
			return null;
		}
	}

	/**
	 * A reader of its own for each event, as it refuses a second message.
	 */
	private EventReader reader() {
		return new EventReader(this.json, 16 * 1024 * 1024, ResponseInfo::none, new TestFailures());
	}

	private static SseFrame frame(byte[] event) {
		byte[] line = replaced(event, 0, 0, "data: ".getBytes(StandardCharsets.US_ASCII));
		SseFrame frame = new SseFrame();
		frame.add(line, 0, line.length);
		return frame;
	}

}

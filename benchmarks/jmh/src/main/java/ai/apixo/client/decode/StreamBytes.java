package ai.apixo.client.decode;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.JsonNode;

import ai.apixo.client.error.ApixoException;
import ai.apixo.messages.ResponseInfo;
import ai.apixo.messages.json.MessagesJson;
import ai.apixo.messages.json.MessagesJsonMapper;

/**
 * A stream of text deltas as a gateway sends it, and what reads it.
 */
final class StreamBytes {

	static final int DELTAS = 1_000;

	private static final String[] WORDS = { "The", " quick", " brown", " fox", " jumps over", " the lazy", " dog.\\n" };

	private static final String START = """
			event: message_start
			data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],"stop_reason":null,"usage":{"input_tokens":3,"output_tokens":1}}}

			event: content_block_start
			data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

			""";

	private StreamBytes() {
	}

	static byte[] whole(Spelling spelling) {
		StringBuilder stream = new StringBuilder(START);
		for (int number = 0; number < DELTAS; number++) {
			stream.append("event: content_block_delta\ndata: ")
				.append(spelling.delta(WORDS[number % WORDS.length]))
				.append("\n\n");
		}
		return stream.toString().getBytes(StandardCharsets.UTF_8);
	}

	static List<byte[]> cut(byte[] stream, int pieceSize) {
		List<byte[]> pieces = new ArrayList<>();
		for (int from = 0; from < stream.length; from += pieceSize) {
			byte[] piece = new byte[Math.min(pieceSize, stream.length - from)];
			System.arraycopy(stream, from, piece, 0, piece.length);
			pieces.add(piece);
		}
		return pieces;
	}

	static SseScanner scanner(ScratchBuffers scratchBuffers) {
		return new SseScanner(scratchBuffers, 1_000_000, IllegalStateException::new);
	}

	static EventReader eventReader() {
		return new EventReader(MessagesJson.of(MessagesJsonMapper.create()), 1_000_000, ResponseInfo::none,
				new NoFailures());
	}

	/**
	 * Nothing fails here.
	 */
	private static final class NoFailures implements DecodingFailures {

		@Override
		public ApixoException tooLarge() {
			throw new IllegalStateException();
		}

		@Override
		public ApixoException notJson(long eventNumber, String reason) {
			throw new IllegalStateException(reason);
		}

		@Override
		public ApixoException tooManyValues() {
			throw new IllegalStateException();
		}

		@Override
		public ApixoException spliced() {
			throw new IllegalStateException();
		}

		@Override
		public ApixoException errorEvent(JsonNode event, boolean delivered) {
			throw new IllegalStateException();
		}

	}

}

package ai.apixo.benchmarks;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * How a body is cut into HTTP chunks, and those into writes.
 */
enum Cut {

	/**
	 * A chunk for each event, 64 KB a write: a model that is fast, behind a proxy.
	 */
	FAST {

		@Override
		List<byte[]> writes(List<String> events) {
			List<byte[]> chunks = events.stream()
				.map((event) -> chunk(event.getBytes(StandardCharsets.UTF_8)))
				.toList();
			return joined(chunks, WRITE);
		}

	},

	/**
	 * Chunks of 8 KB, a hundred events in one.
	 */
	PACKED {

		@Override
		List<byte[]> writes(List<String> events) {
			byte[] body = String.join("", events).getBytes(StandardCharsets.UTF_8);
			List<byte[]> chunks = new ArrayList<>();
			for (int from = 0; from < body.length; from += PACK) {
				chunks.add(chunk(Arrays.copyOfRange(body, from, Math.min(body.length, from + PACK))));
			}
			return joined(chunks, WRITE);
		}

	},

	/**
	 * Chunks of 1 to 200 bytes, wherever they cut an event or a character.
	 */
	FRAGMENTS {

		@Override
		List<byte[]> writes(List<String> events) {
			byte[] body = String.join("", events).getBytes(StandardCharsets.UTF_8);
			Random random = new Random(42);
			List<byte[]> chunks = new ArrayList<>();
			int from = 0;
			while (from < body.length) {
				int to = Math.min(body.length, from + 1 + random.nextInt(200));
				chunks.add(chunk(Arrays.copyOfRange(body, from, to)));
				from = to;
			}
			return joined(chunks, WRITE);
		}

	},

	/**
	 * A chunk and a write for each event, as a model sends them.
	 */
	FLUSHED {

		@Override
		List<byte[]> writes(List<String> events) {
			return events.stream().map((event) -> chunk(event.getBytes(StandardCharsets.UTF_8))).toList();
		}

	};

	private static final int WRITE = 64 * 1024;

	private static final int PACK = 8 * 1024;

	/**
	 * Return what is written, one after the other, for some events.
	 */
	abstract List<byte[]> writes(List<String> events);

	static byte[] chunk(byte[] content) {
		byte[] head = (Integer.toHexString(content.length) + "\r\n").getBytes(StandardCharsets.UTF_8);
		byte[] chunk = Arrays.copyOf(head, head.length + content.length + 2);
		System.arraycopy(content, 0, chunk, head.length, content.length);
		chunk[chunk.length - 2] = '\r';
		chunk[chunk.length - 1] = '\n';
		return chunk;
	}

	private static List<byte[]> joined(List<byte[]> chunks, int size) {
		List<byte[]> writes = new ArrayList<>();
		ByteArrayOutputStream write = new ByteArrayOutputStream();
		for (byte[] chunk : chunks) {
			write.writeBytes(chunk);
			if (write.size() >= size) {
				writes.add(write.toByteArray());
				write.reset();
			}
		}
		if (write.size() > 0) {
			writes.add(write.toByteArray());
		}
		return writes;
	}

}

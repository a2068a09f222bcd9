package ai.apixo.client;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Ways to cut a body into pieces.
 */
public enum Chunking {

	WHOLE {

		@Override
		public List<byte[]> cut(byte[] body) {
			return List.of(body);
		}

	},

	BYTE_BY_BYTE {

		@Override
		public List<byte[]> cut(byte[] body) {
			List<byte[]> pieces = new ArrayList<>();
			for (byte value : body) {
				pieces.add(new byte[] { value });
			}
			return pieces;
		}

	},

	RANDOM_PIECES {

		@Override
		public List<byte[]> cut(byte[] body) {
			Random random = new Random(42);
			List<byte[]> pieces = new ArrayList<>();
			int from = 0;
			while (from < body.length) {
				int to = Math.min(body.length, from + 1 + random.nextInt(90));
				pieces.add(Arrays.copyOfRange(body, from, to));
				from = to;
			}
			return pieces;
		}

	};

	public abstract List<byte[]> cut(byte[] body);

}

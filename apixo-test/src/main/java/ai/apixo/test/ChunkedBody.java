package ai.apixo.test;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;

import reactor.core.publisher.Flux;

/**
 * A body and where it is cut into chunks. A held reply lets it out by units: events, or
 * chunks if it has no events.
 */
final class ChunkedBody {

	private final byte[] bytes;

	private final int[] unitEnds;

	private final int chunkSize;

	/**
	 * Create a body.
	 * @param bytes the body
	 * @param unitEnds where its events or chunks end
	 * @param chunkSize the size of a chunk, or zero for one chunk a unit
	 */
	private ChunkedBody(byte[] bytes, int[] unitEnds, int chunkSize) {
		this.bytes = bytes;
		this.unitEnds = unitEnds;
		this.chunkSize = chunkSize;
	}

	static ChunkedBody of(List<byte[]> units, int chunkSize) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		int[] ends = new int[units.size()];
		for (int i = 0; i < ends.length; i++) {
			bytes.writeBytes(units.get(i));
			ends[i] = bytes.size();
		}
		return new ChunkedBody(bytes.toByteArray(), ends, chunkSize);
	}

	static ChunkedBody of(byte[] bytes, int chunkSize) {
		int size = (chunkSize > 0) ? chunkSize : Math.max(bytes.length, 1);
		int[] ends = new int[bytes.length / size + ((bytes.length % size > 0) ? 1 : 0)];
		Arrays.setAll(ends, (i) -> (int) Math.min(bytes.length, (i + 1L) * size));
		return new ChunkedBody(bytes, ends, 0);
	}

	int size() {
		return this.bytes.length;
	}

	int units() {
		return this.unitEnds.length;
	}

	String text(Charset charset) {
		return new String(this.bytes, charset);
	}

	Cursor cursor() {
		return new Cursor();
	}

	/**
	 * Hands the chunks of one exchange out.
	 */
	final class Cursor {

		private int position;

		private int unit;

		/**
		 * Return the chunks up to a unit.
		 * @param units the number of units that may go out, those before included
		 */
		Flux<byte[]> upTo(int units) {
			int limit = (units > 0) ? ChunkedBody.this.unitEnds[Math.min(units, units()) - 1] : 0;
			return Flux.generate((sink) -> {
				if (this.position >= limit) {
					sink.complete();
				}
				else {
					sink.next(next(limit));
				}
			});
		}

		private byte[] next(int limit) {
			int start = this.position;
			this.position = Math.min(limit, border());
			return Arrays.copyOfRange(ChunkedBody.this.bytes, start, this.position);
		}

		private int border() {
			int size = ChunkedBody.this.chunkSize;
			if (size > 0) {
				return (int) Math.min(size(), (this.position / size + 1L) * size);
			}
			while (ChunkedBody.this.unitEnds[this.unit] <= this.position) {
				this.unit++;
			}
			return ChunkedBody.this.unitEnds[this.unit];
		}

	}

}

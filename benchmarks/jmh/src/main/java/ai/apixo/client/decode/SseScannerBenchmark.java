package ai.apixo.client.decode;

import java.util.List;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;

/**
 * Finding the frames in the bytes, by the size of the pieces they come in.
 *
 * @since 0.1.0
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SseScannerBenchmark {

	/**
	 * The bytes of a network buffer.
	 */
	@Param({ "64", "1500", "32768" })
	public int pieceSize;

	private final ScratchBuffers scratchBuffers = new ScratchBuffers();

	private List<byte[]> pieces = List.of();

	/**
	 * Cut the stream into pieces.
	 */
	@Setup
	public void cut() {
		this.pieces = StreamBytes.cut(StreamBytes.whole(Spelling.COMMON), this.pieceSize);
	}

	/**
	 * One event.
	 * @return how many frames there were
	 */
	@Benchmark
	@OperationsPerInvocation(StreamBytes.DELTAS)
	public int frames() {
		SseScanner scanner = StreamBytes.scanner(this.scratchBuffers);
		int frames = 0;
		for (byte[] piece : this.pieces) {
			DataBuffer buffer = DefaultDataBufferFactory.sharedInstance.wrap(piece);
			while (buffer.readableByteCount() > 0) {
				scanner.feed(buffer);
				while (scanner.next()) {
					frames++;
				}
			}
			scanner.park();
		}
		return frames;
	}

}

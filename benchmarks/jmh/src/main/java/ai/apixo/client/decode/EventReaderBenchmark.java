package ai.apixo.client.decode;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import ai.apixo.messages.event.StreamEvent;

/**
 * Turning the data of a frame into an event, by the way in which it is read.
 *
 * @since 0.1.0
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EventReaderBenchmark {

	/**
	 * How the delta is spelled.
	 */
	@Param
	public Spelling spelling = Spelling.COMMON;

	private final EventReader reader = StreamBytes.eventReader();

	private final SseFrame frame = new SseFrame();

	/**
	 * Put the frame together.
	 */
	@Setup
	public void spell() {
		byte[] line = ("data: " + this.spelling.delta(" jumps over")).getBytes(StandardCharsets.UTF_8);
		this.frame.add(line, 0, line.length);
	}

	/**
	 * One event.
	 * @return the event
	 */
	@Benchmark
	public @Nullable StreamEvent event() {
		return this.reader.read(this.frame);
	}

}

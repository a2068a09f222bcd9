package ai.apixo.client.decode;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import ai.apixo.messages.Message;
import ai.apixo.messages.content.TextBlock;
import ai.apixo.messages.event.ContentBlockDelta;
import ai.apixo.messages.event.ContentBlockStart;
import ai.apixo.messages.event.MessageAccumulator;
import ai.apixo.messages.event.MessageStart;
import ai.apixo.messages.event.MessageStop;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.messages.event.TextDelta;
import ai.apixo.messages.json.MessagesJsonMapper;

/**
 * Adding events up to a message.
 *
 * @since 0.1.0
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MessageAccumulatorBenchmark {

	private static final String MESSAGE = "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[],\"usage\":{\"input_tokens\":3,\"output_tokens\":1}}";

	private final StreamEvent start = new MessageStart(MessagesJsonMapper.create().readValue(MESSAGE, Message.class));

	private final StreamEvent blockStart = new ContentBlockStart(0, new TextBlock(""));

	private final List<StreamEvent> deltas = IntStream.range(0, StreamBytes.DELTAS)
		.<StreamEvent>mapToObj((number) -> new ContentBlockDelta(0, new TextDelta(" word" + number % 10)))
		.toList();

	/**
	 * One delta.
	 * @return the message
	 */
	@Benchmark
	@OperationsPerInvocation(StreamBytes.DELTAS)
	public Message message() {
		MessageAccumulator accumulator = new MessageAccumulator();
		accumulator.accept(this.start);
		accumulator.accept(this.blockStart);
		this.deltas.forEach(accumulator::accept);
		accumulator.accept(new MessageStop());
		return accumulator.message();
	}

}

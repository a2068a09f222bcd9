package ai.apixo.limit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import ai.apixo.messages.ResponseInfo;

/**
 * A turn in memory, from its question to its end, with nobody or many waiting. To be at
 * most 2 us and, with {@code -prof gc}, 1 KB.
 *
 * @since 0.1.0
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CallLimiterBenchmark {

	/**
	 * How many calls with other numbers wait for the same key.
	 */
	@Param({ "0", "1000" })
	public int waiting = 0;

	private final CallLimiter limiter = CallLimiter.inMemory();

	private final CallLimits limits = CallLimits.builder().concurrentCalls(10).build();

	private final PermitRequest request = new PermitRequest("key", this.limits, 0, 0, Duration.ZERO,
			Duration.ofSeconds(20));

	private final List<Permit> others = new ArrayList<>();

	/**
	 * Let the others wait.
	 */
	@Setup
	public void start() {
		CallLimits smaller = CallLimits.builder().concurrentCalls(1).maxWait(Duration.ofHours(1)).build();
		PermitRequest other = new PermitRequest("key", smaller, 0, 0, Duration.ZERO, Duration.ofHours(1));
		for (int number = 0; this.waiting > 0 && number <= this.waiting; number++) {
			this.others.add(this.limiter.acquire(other));
		}
	}

	/**
	 * End the others.
	 */
	@TearDown
	public void stop() {
		this.others.forEach(Permit::close);
	}

	/**
	 * A call that gets its turn at once.
	 * @return whether it did
	 */
	@Benchmark
	public boolean turn() {
		Permit permit = this.limiter.acquire(this.request);
		boolean granted = permit.granted().toFuture().isDone();
		permit.answered(ResponseInfo.none());
		permit.close();
		return granted;
	}

}

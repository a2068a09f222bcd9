package ai.apixo.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Scanner;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs one scenario with one client in this JVM and prints its figures, one a line.
 */
public final class Scenarios {

	private static final int DELTAS = 20_000;

	/**
	 * What a turn takes at least, in microseconds of CPU time, which is counted in steps
	 * of ten milliseconds.
	 */
	private static final double TURN = 2.5e5;

	/**
	 * After so many calls, each alone, the compiler of the JVM rests. Before, it is a
	 * third of what is measured.
	 */
	private static final int WARM_CALLS = 30_000;

	/**
	 * The same for what goes on within a call, in microseconds of CPU time.
	 */
	private static final double WARM = 8e6;

	private static final long REST = 200_000;

	private final Expected longStream = Expected.of(DELTAS);

	private final Expected shortStream = Expected.of(20);

	private final Contender contender;

	private Scenarios(Contender contender) {
		this.contender = contender;
	}

	/**
	 * Run a scenario, or several when it is asked to take turns, and end the process,
	 * also one with threads that go on when it has failed.
	 * @param contender the client
	 * @param scenario its name
	 */
	public static void run(Contender contender, String scenario) {
		if (scenario.equals("start")) {
			StartUp.print();
			System.exit(0);
		}
		try {
			new Scenarios(contender).run(scenario);
		}
		catch (RuntimeException ex) {
			ex.printStackTrace();
			System.exit(1);
		}
		System.exit(0);
	}

	private void run(String scenario) {
		switch (scenario) {
			case "turns" -> takeTurns();
			case "open-2000" -> open(2_000);
			default -> slow(Integer.parseInt(scenario.substring("slow-".length())));
		}
	}

	/**
	 * Measure what each line of the input names, and end what it prints with an empty
	 * line. The first one says that it is ready.
	 */
	private void takeTurns() {
		warmUp();
		System.out.println();
		Scanner turns = new Scanner(System.in, StandardCharsets.UTF_8);
		while (turns.hasNextLine()) {
			takeTurn(turns.nextLine());
			System.out.println();
		}
	}

	private void takeTurn(String scenario) {
		switch (scenario) {
			case "stream-1" -> throughput(1);
			case "stream-32" -> throughput(32);
			case "short" -> shortStreams();
			case "calls-64" -> calls();
			default -> throw new IllegalArgumentException(scenario);
		}
	}

	private void warmUp() {
		Meter meter = new Meter();
		for (int call = 0; call < WARM_CALLS && meter.cpuMicros() < 2 * WARM; call++) {
			timeToFirst();
		}
		warmUp(() -> streamAll(1));
		warmUp(() -> streamAll(32));
		warmUp(this::createMany);
	}

	private static void warmUp(Runnable work) {
		Meter meter = new Meter();
		while (meter.cpuMicros() < WARM) {
			work.run();
		}
	}

	private void throughput(int streams) {
		Meter meter = new Meter();
		double received = 0;
		while (meter.cpuMicros() < TURN) {
			streamAll(streams);
			received += (double) streams * DELTAS;
		}
		print("cpu", meter.cpuMicros() / received);
		print("bytes", meter.bytes() / received);
		print("rate", received / meter.seconds());
	}

	private void streamAll(int streams) {
		Expected received = new Expected();
		if (streams == 1) {
			this.contender.stream("fast:" + DELTAS, received);
		}
		else {
			CountDownLatch ended = new CountDownLatch(streams);
			this.contender.streamAtOnce(streams, "fast:" + DELTAS, received, ended);
			Latches.await(ended);
		}
		received.check(streams, this.longStream);
	}

	/**
	 * Before each call its connection comes to rest: some clients end a call with its
	 * last event, others with the end of the body.
	 */
	private void shortStreams() {
		int calls = 500;
		long[] firsts = new long[calls];
		Meter meter = new Meter();
		for (int call = 0; call < calls; call++) {
			LockSupport.parkNanos(REST);
			firsts[call] = timeToFirst();
		}
		print("cpu-short", meter.cpuMicros() / calls);
		Arrays.sort(firsts);
		print("first", firsts[calls / 2] / 1e3);
	}

	private long timeToFirst() {
		AtomicLong first = new AtomicLong();
		Expected received = new Expected();
		long started = System.nanoTime();
		this.contender.stream("fast:20", (text) -> {
			if (!text.isEmpty()) {
				first.compareAndSet(0, System.nanoTime() - started);
			}
			received.accept(text);
		});
		received.check(1, this.shortStream);
		return first.get();
	}

	private void calls() {
		Meter meter = new Meter();
		double calls = 0;
		while (meter.cpuMicros() < TURN) {
			calls += createMany();
		}
		print("cpu-call", meter.cpuMicros() / calls);
		print("calls", calls / meter.seconds());
	}

	private int createMany() {
		int calls = 64 * 50;
		this.contender.createMany(64, calls, "fast:20", Scenarios::checkWhole);
		return calls;
	}

	private static void checkWhole(String text) {
		if (!text.equals(Expected.WHOLE)) {
			throw new IllegalStateException("Received another text than was sent");
		}
	}

	/**
	 * How many of many slow streams are served at once, by what arrives of them: two
	 * texts a second each.
	 */
	private void open(int streams) {
		LongAdder received = new LongAdder();
		this.contender.streamAtOnce(streams, "paced:60:500", (text) -> received.increment(),
				new CountDownLatch(streams));
		pause(4);
		long before = received.sum();
		pause(2);
		print("open", (received.sum() - before) / 4.0);
		print("threads", Meter.threads());
	}

	/**
	 * The delays are those after the rush of the first requests, and after a collection
	 * that has moved what lives as long as the streams out of the way of the next ones.
	 */
	private void slow(int streams) {
		long empty = Meter.heapAfterCollection();
		Latencies latencies = new Latencies();
		CountDownLatch ended = new CountDownLatch(streams);
		CountDownLatch arriving = new CountDownLatch(streams);
		int deltas = 150;
		this.contender.streamAtOnce(streams, "paced:" + deltas + ":200", (text) -> {
			latencies.received(Long.parseLong(text, 16));
			arriving.countDown();
		}, ended);
		Latches.await(arriving);
		pause(6);
		print("heap", (Meter.heapAfterCollection() - empty) / 1024.0 / streams);
		print("threads", Meter.threads());
		pause(3);
		latencies.keep(true);
		pause(12);
		latencies.keep(false);
		latencies.checkKept(12 * 5L * streams);
		Latches.await(ended);
		latencies.check((long) deltas * streams);
		print("p99", latencies.percentile(99) / 1e6);
	}

	private static void pause(int seconds) {
		try {
			TimeUnit.SECONDS.sleep(seconds);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static void print(String figure, double value) {
		System.out.println(figure + "=" + String.format(Locale.ROOT, "%.3f", value));
	}

}

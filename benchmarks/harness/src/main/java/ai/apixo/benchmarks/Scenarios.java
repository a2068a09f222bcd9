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
	 * Whether to measure briefly, to see that it works or for a first look.
	 */
	private static final boolean QUICK = Boolean.getBoolean("quick");

	/**
	 * What a turn takes at least, in microseconds of CPU time, which is counted in steps
	 * of ten milliseconds.
	 */
	private static final double TURN = 2.5e5;

	/**
	 * After so many calls, each alone, the compiler of the JVM rests. Before, it is a
	 * third of what is measured.
	 */
	private static final int WARM_CALLS = QUICK ? 10_000 : 30_000;

	/**
	 * The same for what goes on within a call, in microseconds of CPU time.
	 */
	private static final double WARM = QUICK ? 3e6 : 8e6;

	private static final long REST = 200_000;

	private static final int LARGE = 10 * 1024 * 1024;

	private static final int MANY = 32;

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
			case "paced-500" -> paced(500);
			case "large" -> large();
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
			case "fast-1", "packed-1", "fragments-1", "flushed-1" ->
				throughput(() -> streamOne(scenario.substring(0, scenario.indexOf('-'))), 1);
			case "fast-32" -> throughput(this::streamMany, MANY);
			case "typed-1" -> throughput(this::streamTyped, 1);
			case "first" -> shortStreams(0);
			case "first-rested" -> shortStreams(REST);
			case "calls-64" -> calls();
			default -> throw new IllegalArgumentException(scenario);
		}
	}

	private void warmUp() {
		Meter meter = new Meter();
		for (int call = 0; call < WARM_CALLS && meter.cpuMicros() < 2 * WARM; call++) {
			timeToFirst();
		}
		warmUp(() -> streamOne("fast"));
		warmUp(this::streamMany);
		warmUp(() -> streamOne("flushed"));
		warmUp(this::createMany);
	}

	private static void warmUp(Runnable work) {
		Meter meter = new Meter();
		while (meter.cpuMicros() < WARM) {
			work.run();
		}
	}

	private void throughput(Runnable work, int streams) {
		Meter meter = new Meter();
		double received = 0;
		while (meter.cpuMicros() < TURN) {
			work.run();
			received += (double) streams * DELTAS;
		}
		print("cpu", meter.cpuMicros() / received);
		print("bytes", meter.bytes() / received);
		print("rate", received / meter.seconds());
	}

	private void streamOne(String cut) {
		Expected received = new Expected();
		this.contender.stream(cut + ":" + DELTAS, received);
		received.check(1, this.longStream);
	}

	private void streamTyped() {
		Expected received = new Expected();
		this.contender.streamTyped("fast:" + DELTAS, received);
		received.check(1, this.longStream);
	}

	private void streamMany() {
		Expected received = new Expected();
		CountDownLatch ended = new CountDownLatch(MANY);
		this.contender.streamAtOnce(MANY, "fast:" + DELTAS, received, ended);
		Latches.await(ended);
		received.check(MANY, this.longStream);
	}

	/**
	 * The connection can come to rest before each call: some clients end a call with its
	 * last event, others with the end of the body.
	 */
	private void shortStreams(long rest) {
		int calls = 500;
		long[] firsts = new long[calls];
		Meter meter = new Meter();
		for (int call = 0; call < calls; call++) {
			if (rest > 0) {
				LockSupport.parkNanos(rest);
			}
			firsts[call] = timeToFirst();
		}
		print("cpu", meter.cpuMicros() / calls);
		Arrays.sort(firsts);
		print("time", firsts[calls / 2] / 1e3);
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
		print("cpu", meter.cpuMicros() / calls);
		print("rate", calls / meter.seconds());
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
	 * Streams of a model that sends a delta every 20 ms.
	 */
	private void paced(int streams) {
		Latencies latencies = new Latencies();
		this.contender.streamAtOnce(streams, "paced:1500:20", (text) -> latencies.received(Long.parseLong(text, 16)),
				new CountDownLatch(streams));
		pause(QUICK ? 8 : 15);
		latencies.keep(true);
		long before = latencies.received();
		Meter meter = new Meter();
		pause(8);
		print("cpu", meter.cpuMicros() / (latencies.received() - before));
		latencies.keep(false);
		latencies.checkKept(8 * 50L * streams);
		print("p99", latencies.percentile(99) / 1e6);
	}

	/**
	 * The delays are those after the rush of the first requests, with the pauses of the
	 * collector in them; the heap is what is left of it at the end, while all streams are
	 * open.
	 */
	private void slow(int streams) {
		long empty = Meter.heapAfterCollection();
		Pauses pauses = Pauses.listen();
		Latencies latencies = new Latencies();
		CountDownLatch ended = new CountDownLatch(streams);
		CountDownLatch arriving = new CountDownLatch(streams);
		int deltas = 200;
		this.contender.streamAtOnce(streams, "paced:" + deltas + ":200", (text) -> {
			latencies.received(Long.parseLong(text, 16));
			arriving.countDown();
		}, ended);
		Latches.await(arriving);
		pause(6);
		latencies.keep(true);
		pauses.keep(true);
		long before = latencies.received();
		Meter meter = new Meter();
		pause(20);
		print("cpu", meter.cpuMicros() / (latencies.received() - before));
		latencies.keep(false);
		pauses.keep(false);
		latencies.checkKept(20 * 5L * streams);
		print("threads", Meter.threads());
		print("heap", (Meter.heapAfterCollection() - empty) / 1024.0 / streams);
		Latches.await(ended);
		latencies.check((long) deltas * streams);
		print("p99", latencies.percentile(99) / 1e6);
		print("pause", pauses.longest());
	}

	/**
	 * What an answer of ten megabytes allocates, as a multiple of its size.
	 */
	private void large() {
		for (int call = 0; call < 20; call++) {
			this.contender.create("large:" + LARGE);
		}
		Meter meter = new Meter();
		for (int call = 0; call < 10; call++) {
			if (this.contender.create("large:" + LARGE).length() != LARGE) {
				throw new IllegalStateException("Received another text than was sent");
			}
		}
		print("bytes", meter.bytes() / 10 / LARGE);
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

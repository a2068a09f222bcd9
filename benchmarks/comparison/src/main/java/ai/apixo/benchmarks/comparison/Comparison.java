package ai.apixo.benchmarks.comparison;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Runs each scenario with each client in turn, round by round, against one server
 * process, each client in a JVM of its own, and prints the medians with their ratios to
 * this starter's.
 */
public final class Comparison {

	/**
	 * How fast the machine is changes within seconds. So for these all clients are made
	 * ready, and then take short turns.
	 */
	private static final List<String> IN_TURNS = List.of("fast-1", "fast-32", "packed-1", "fragments-1", "flushed-1",
			"typed-1", "first", "first-rested", "calls-64");

	private static final boolean QUICK = Boolean.getBoolean("quick");

	private static final int TURNS = QUICK ? 7 : 20;

	private static final List<String> CALLS = Stream
		.concat(IN_TURNS.stream().filter((scenario) -> !scenario.equals("typed-1")),
				Stream.of("paced-500", "open-2000", "large"))
		.toList();

	/**
	 * A client that needs a thread for each stream cannot hold so many.
	 */
	private static final List<String> CALLS_AND_MANY = Stream.concat(CALLS.stream(), Stream.of("slow-10000")).toList();

	private static final List<String> TYPED_AND_CALLS = Stream.concat(Stream.of("typed-1"), CALLS.stream()).toList();

	private static final List<String> START = List.of("start");

	/**
	 * A start takes two seconds, and the next one may differ by a tenth.
	 */
	private static final int STARTS = 4;

	private static final List<Client> CLIENTS = List.of(
			new Client("this starter", "ours", "ai.apixo.benchmarks.ours.Ours",
					Stream.of(TYPED_AND_CALLS, List.of("slow-10000"), START).flatMap(List::stream).toList()),
			new Client("this starter, observed", "ours-observed", "ai.apixo.benchmarks.ours.Ours", TYPED_AND_CALLS),
			new Client("Reactor Netty, texts only", "by-hand", "ai.apixo.benchmarks.byhand.ReactorNettyFloor",
					CALLS_AND_MANY),
			new Client("WebClient, texts only", "by-hand", "ai.apixo.benchmarks.byhand.WebClientFloor", CALLS_AND_MANY),
			new Client("WebClient by hand", "by-hand", "ai.apixo.benchmarks.byhand.WebClientByHand", CALLS),
			new Client("LangChain4j", "langchain4j", "ai.apixo.benchmarks.langchain4j.LangChain4j", CALLS),
			new Client("anthropic-java", "anthropic-java", "ai.apixo.benchmarks.anthropic.AnthropicJava", CALLS),
			new Client("Spring AI", "spring-ai", "ai.apixo.benchmarks.springai.SpringAi", CALLS),
			new Client("Spring Boot with WebClient alone", "bare", "ai.apixo.benchmarks.bare.Bare", START));

	private static final Map<String, String> COLUMNS = columns();

	private final Figures figures = new Figures();

	private final Path benchmarks;

	private final String url;

	private Comparison(Path benchmarks, String url) {
		this.benchmarks = benchmarks;
		this.url = url;
	}

	/**
	 * Run the comparison.
	 * @param args the benchmarks folder, the number of rounds, and the scenarios, or none
	 * for all
	 */
	public static void main(String[] args) {
		Path benchmarks = Path.of(args[0]);
		int rounds = Integer.parseInt(args[1]);
		List<String> scenarios = (args.length > 2) ? List.of(args).subList(2, args.length) : CLIENTS.get(0).scenarios();
		try (JavaProcess server = JavaProcess.start(benchmarks, "harness", "ai.apixo.benchmarks.LoopbackGateway")) {
			Comparison comparison = new Comparison(benchmarks, "http://127.0.0.1:" + server.nextLine());
			List<String> inTurns = scenarios.stream().filter(IN_TURNS::contains).toList();
			for (int round = 0; round < rounds && !inTurns.isEmpty(); round++) {
				comparison.takeTurns(inTurns);
			}
			for (String scenario : scenarios.stream().filter(Predicate.not(IN_TURNS::contains)).toList()) {
				int times = START.contains(scenario) ? STARTS * rounds : rounds;
				for (int time = 0; time < times; time++) {
					comparison.runOneByOne(scenario);
				}
			}
			comparison.print();
		}
	}

	private void takeTurns(List<String> scenarios) {
		Map<Client, JavaProcess> processes = new LinkedHashMap<>();
		try {
			for (Client client : CLIENTS.stream().filter((one) -> one.hasAny(scenarios)).toList()) {
				JavaProcess process = start(client, "turns");
				processes.put(client, process);
				process.paragraph();
			}
			for (String scenario : scenarios) {
				for (int turn = 0; turn < TURNS; turn++) {
					processes.forEach((client, process) -> takeTurn(client, process, scenario));
				}
			}
		}
		finally {
			processes.values().forEach(JavaProcess::close);
		}
	}

	private void takeTurn(Client client, JavaProcess process, String scenario) {
		if (client.scenarios().contains(scenario)) {
			process.writeLine(scenario);
			record(client, scenario, process.paragraph());
		}
	}

	private void runOneByOne(String scenario) {
		for (Client client : CLIENTS.stream().filter((one) -> one.hasAny(List.of(scenario))).toList()) {
			try (JavaProcess process = start(client, scenario)) {
				record(client, scenario, process.allLines());
			}
		}
	}

	private JavaProcess start(Client client, String scenario) {
		return JavaProcess.start(this.benchmarks, client.module(), client.mainClass(), this.url, scenario);
	}

	private void record(Client client, String scenario, List<String> lines) {
		System.err.println(scenario + ", " + client.name() + ": " + String.join(", ", lines));
		for (String line : lines) {
			String[] figure = line.split("=");
			if (figure.length == 2) {
				this.figures.add(client.name(), scenario + " " + figure[0], Double.parseDouble(figure[1]));
			}
		}
	}

	private void print() {
		System.out.println("| client | " + String.join(" | ", COLUMNS.values()) + " |");
		System.out.println("|---".repeat(COLUMNS.size() + 1) + "|");
		for (Client client : CLIENTS) {
			StringBuilder row = new StringBuilder("| " + client.name());
			for (String column : COLUMNS.keySet()) {
				row.append(" | ").append(this.figures.cell(client.name(), column));
			}
			System.out.println(row.append(" |"));
		}
	}

	private static Map<String, String> columns() {
		Map<String, String> columns = new LinkedHashMap<>();
		columns.put("fast-1 cpu", "CPU us/event, one chunk an event");
		columns.put("fast-1 bytes", "bytes/event");
		columns.put("fast-1 rate", "events/s");
		columns.put("fast-32 cpu", "32 streams at once");
		columns.put("packed-1 cpu", "chunks of 8 KB");
		columns.put("fragments-1 cpu", "chunks of 1 to 200 bytes");
		columns.put("flushed-1 cpu", "one write an event");
		columns.put("typed-1 cpu", "typed events");
		columns.put("paced-500 cpu", "an event each 20 ms, 500 streams");
		columns.put("first time", "first text back to back, p50 us");
		columns.put("first-rested time", "first text rested, p50 us");
		columns.put("first cpu", "CPU us per 20-delta stream");
		columns.put("calls-64 cpu", "CPU us per create, 64 at once");
		columns.put("calls-64 rate", "calls/s");
		columns.put("large bytes", "allocated by a create of 10 MB, times its size");
		columns.put("open-2000 open", "2,000 slow streams, served at once");
		columns.put("open-2000 threads", "threads for them");
		columns.put("slow-10000 heap", "KB heap a stream, 10,000 slow");
		columns.put("slow-10000 cpu", "CPU us/event");
		columns.put("slow-10000 p99", "added latency p99 ms");
		columns.put("slow-10000 pause", "longest pause ms");
		columns.put("slow-10000 threads", "threads");
		columns.put("start time", "start ms");
		columns.put("start classes", "classes");
		columns.put("start jars", "jars");
		columns.put("start size", "MB");
		return columns;
	}

}

package ai.apixo.benchmarks.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;

import ai.apixo.benchmarks.GatewayProcess;
import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.test.MockApixoGateway;
import ai.apixo.test.Reply;

/**
 * Prints what a stream of the test kit's gateway takes beside one of a server that does
 * as little as possible, and that a reply in chunks of one byte takes time in proportion
 * to its length.
 */
public final class TestKitRatios {

	private static final int EVENTS = 10_000;

	private static final int WARM_UP = 10;

	private static final int BYTES = 20_000;

	private final int rounds;

	private TestKitRatios(int rounds) {
		this.rounds = rounds;
	}

	/**
	 * Measure.
	 * @param args the number of rounds
	 * @throws Exception if a server does not start
	 */
	public static void main(String[] args) throws Exception {
		TestKitRatios ratios = new TestKitRatios(Integer.parseInt(args[0]));
		try (GatewayProcess process = GatewayProcess.start();
				MockApixoGateway socket = MockApixoGateway.start();
				MockApixoGateway memory = MockApixoGateway.inMemory()) {
			ratios.events(process.port(), socket, memory);
			ratios.singleBytes("over a socket", socket);
			ratios.singleBytes("in memory", memory);
		}
		System.exit(0);
	}

	private void events(int port, MockApixoGateway socket, MockApixoGateway memory) {
		ApixoMessagesClient plain = ApixoMessagesClient.builder()
			.baseUrl("http://127.0.0.1:" + port)
			.apiKey("k")
			.build();
		Reply reply = Reply.reply()
			.text(IntStream.range(0, EVENTS).mapToObj((number) -> "word" + number + " ").toArray(String[]::new));
		socket.when((request) -> true).reply(reply);
		memory.when((request) -> true).reply(reply);
		double[] millis = medians(List.of(() -> stream(plain, "flushed:" + EVENTS), () -> stream(socket.client(), "m"),
				() -> stream(memory.client(), "m"), () -> stream(plain, "packed:" + EVENTS)));
		print("%d events, one a chunk: %.1f ms from the server of the benchmarks", EVENTS, millis[0]);
		print("%.1f ms from the gateway of the test kit (%.2f)", millis[1], millis[1] / millis[0]);
		print("%.1f ms from it in memory (%.2f)", millis[2], millis[2] / millis[0]);
		print("%.1f ms from the server of the benchmarks with 100 events a chunk (%.2f)", millis[3],
				millis[3] / millis[0]);
	}

	private void singleBytes(String where, MockApixoGateway gateway) {
		gateway.reset();
		Reply reply = Reply.reply().splitEvery(1);
		gateway.when((request) -> request.body().model() != null && request.body().model().equals("once"))
			.reply(reply.text("x".repeat(BYTES)));
		gateway.when((request) -> request.body().model() != null && request.body().model().equals("twice"))
			.reply(reply.text("x".repeat(2 * BYTES)));
		double[] millis = medians(
				List.of(() -> stream(gateway.client(), "once"), () -> stream(gateway.client(), "twice")));
		print("%d bytes, one a chunk, %s: %.1f ms; twice as many: %.1f ms (%.2f)", BYTES, where, millis[0], millis[1],
				millis[1] / millis[0]);
	}

	private double[] medians(List<Runnable> contenders) {
		double[][] millis = new double[contenders.size()][this.rounds];
		for (int round = -WARM_UP; round < this.rounds; round++) {
			for (int contender = 0; contender < contenders.size(); contender++) {
				long start = System.nanoTime();
				contenders.get(contender).run();
				if (round >= 0) {
					millis[contender][round] = (System.nanoTime() - start) / 1e6;
				}
			}
		}
		return Arrays.stream(millis).mapToDouble(TestKitRatios::median).toArray();
	}

	private static void stream(ApixoMessagesClient client, String model) {
		StreamEvent last = client.stream(MessagesRequest.builder().model(model).maxTokens(1024).user("Go").build())
			.blockLast();
		Objects.requireNonNull(last);
	}

	private static double median(double[] values) {
		Arrays.sort(values);
		return values[values.length / 2];
	}

	private static void print(String format, Object... values) {
		System.out.printf(Locale.ROOT, format + "%n", values);
	}

}

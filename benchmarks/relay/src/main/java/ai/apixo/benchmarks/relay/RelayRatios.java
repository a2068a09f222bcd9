package ai.apixo.benchmarks.relay;

import java.io.IOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

import com.sun.management.OperatingSystemMXBean;
import org.reactivestreams.Subscription;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.util.unit.DataSize;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import redis.embedded.RedisServer;
import redis.embedded.core.RedisServerBuilder;
import tools.jackson.databind.ObjectWriter;

import ai.apixo.benchmarks.GatewayProcess;
import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.event.ContentBlockDelta;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.messages.event.TextDelta;
import ai.apixo.messages.json.MessagesJsonMapper;
import ai.apixo.relay.ApixoRelay;
import ai.apixo.relay.MemoryRelayStore;
import ai.apixo.relay.RedisRelayStore;
import ai.apixo.relay.RelayId;
import ai.apixo.relay.RelayState;

/**
 * Prints what a relayed stream costs beside a plain one.
 */
public final class RelayRatios {

	private static final int EVENTS = 50_000;

	/** Of the clock that counts CPU time, which ticks every 10 ms. */
	private static final int TURNS = 10;

	private static final int WAITING = 10_000;

	private static final Duration WARM_UP = Duration.ofSeconds(20);

	private static final int RESTING = 5;

	private static final CompilationMXBean COMPILER = ManagementFactory.getCompilationMXBean();

	private static final OperatingSystemMXBean PROCESS = (OperatingSystemMXBean) ManagementFactory
		.getOperatingSystemMXBean();

	private final ObjectWriter json = MessagesJsonMapper.create().writer();

	private final ApixoMessagesClient client;

	private final ApixoRelay memory = ApixoRelay.builder()
		.store(new MemoryRelayStore(DataSize.ofMegabytes(64)))
		.grace(null)
		.build();

	private final ApixoRelay redis;

	private final ReactiveStringRedisTemplate probe;

	private RelayRatios(int gateway, int redis) {
		this.client = ApixoMessagesClient.builder().baseUrl("http://127.0.0.1:" + gateway).apiKey("k").build();
		LettuceConnectionFactory connections = new LettuceConnectionFactory("127.0.0.1", redis);
		connections.afterPropertiesSet();
		connections.start();
		this.probe = new ReactiveStringRedisTemplate(connections);
		this.redis = ApixoRelay.builder()
			.store(new RedisRelayStore(connections, "bench:", Duration.ofSeconds(5)))
			.timeToLive(Duration.ofSeconds(5))
			.grace(null)
			.build();
	}

	/**
	 * Measure.
	 * @param args the number of rounds
	 * @throws Exception if a server does not start
	 */
	public static void main(String[] args) throws Exception {
		int rounds = Integer.parseInt(args[0]);
		int port = freePort();
		RedisServer server = new RedisServerBuilder().port(port).bind("127.0.0.1").setting("save \"\"").build();
		server.start();
		try (GatewayProcess gateway = GatewayProcess.start()) {
			RelayRatios ratios = new RelayRatios(gateway.port(), port);
			ratios.cpu(rounds);
			ratios.appends();
			ratios.delays();
			ratios.heap();
		}
		finally {
			server.stop();
		}
		System.exit(0);
	}

	private void cpu(int rounds) {
		List<Runnable> contenders = List.of(this::plain, () -> relayed(1), () -> relayed(2), () -> relayed(6),
				this::owned);
		List<String> names = List.of("mapped to server-sent events", "relay in memory, 1 watcher", "2 watchers",
				"6 watchers", "relay into Redis, no watcher");
		double[][] micros = new double[contenders.size()][rounds];
		contenders.forEach(RelayRatios::warmUp);
		for (int round = 0; round < rounds; round++) {
			for (int i = 0; i < contenders.size(); i++) {
				long before = PROCESS.getProcessCpuTime();
				for (int turn = 0; turn < TURNS; turn++) {
					contenders.get(i).run();
				}
				micros[i][round] = (PROCESS.getProcessCpuTime() - before) / 1e3 / EVENTS / TURNS;
			}
		}
		double plain = median(micros[0]);
		for (int i = 0; i < contenders.size(); i++) {
			print("%s: %.2f us CPU per event (%.2f)", names.get(i), median(micros[i]), median(micros[i]) / plain);
		}
		print("each further watcher: (%.2f)", (median(micros[3]) - median(micros[1])) / 5 / plain);
	}

	/**
	 * Run it until the compiler of the JVM rests, which is most of what would be measured
	 * else.
	 */
	private static void warmUp(Runnable contender) {
		long end = System.nanoTime() + WARM_UP.toNanos();
		int resting = 0;
		while (resting < RESTING && System.nanoTime() < end) {
			long before = COMPILER.getTotalCompilationTime();
			contender.run();
			resting = (COMPILER.getTotalCompilationTime() - before < 2) ? resting + 1 : 0;
		}
	}

	private void plain() {
		this.client.stream(request("fast:" + EVENTS))
			.map(this.json::writeValueAsString)
			.map((event) -> ServerSentEvent.builder(event).build())
			.blockLast();
	}

	private void relayed(int watchers) {
		RelayId id = RelayId.random("bench");
		this.memory.start(id, this.client.stream(request("fast:" + EVENTS))).block();
		Flux.range(0, watchers).flatMap((number) -> this.memory.watch(id, null), watchers).blockLast();
	}

	private void owned() {
		RelayId id = RelayId.random("bench");
		this.redis.start(id, this.client.stream(request("fast:" + EVENTS))).block();
		this.redis.state(id)
			.filter((state) -> state != RelayState.RUNNING)
			.repeatWhenEmpty((repeat) -> repeat.delayElements(Duration.ofMillis(5)))
			.block();
	}

	private void appends() {
		long before = calls("xadd");
		owned();
		print("events for each append to Redis: %.1f", (double) EVENTS / (calls("xadd") - before));
	}

	private long calls(String command) {
		String statistics = this.probe.createMono((connection) -> connection.serverCommands().info("commandstats"))
			.map((all) -> all.getProperty("cmdstat_" + command, "calls=0,"))
			.blockOptional()
			.orElseThrow();
		return Long.parseLong(statistics.replaceAll("^calls=(\\d+),.*", "$1"));
	}

	private void delays() {
		double plain = delay(this.client.stream(request("paced:200:20")));
		print("delay at one event per 20 ms: %.2f ms plain, %.2f ms in memory, %.2f ms through Redis", plain,
				delay(this.memory), delay(this.redis));
		print("the same beside a watcher that has stopped: %.2f ms in memory, %.2f ms through Redis",
				delayBesideAStoppedOne(this.memory), delayBesideAStoppedOne(this.redis));
	}

	private double delayBesideAStoppedOne(ApixoRelay relay) {
		return delay(relay, (id) -> relay.watch(id, null).subscribe(new BaseSubscriber<>() {

			@Override
			protected void hookOnSubscribe(Subscription subscription) {
				subscription.request(10);
			}

		}));
	}

	private double delay(ApixoRelay relay) {
		return delay(relay, (id) -> {
		});
	}

	private double delay(ApixoRelay relay, Consumer<RelayId> before) {
		RelayId id = RelayId.random("bench");
		Flux<StreamEvent> paced = this.client.stream(request("paced:200:20"))
			.filter(ContentBlockDelta.class::isInstance);
		relay.start(id, paced).block();
		before.accept(id);
		List<Double> delays = new ArrayList<>();
		relay.watch(id, null).doOnNext((frame) -> {
			String data = frame.data();
			int text = (data != null) ? data.indexOf("\"text\":\"") : -1;
			if (data != null && text >= 0) {
				delays.add(since(data.substring(text + 8, text + 24)));
			}
		}).blockLast();
		return median(delays.stream().mapToDouble(Double::doubleValue).toArray());
	}

	private static double delay(Flux<StreamEvent> events) {
		List<Double> delays = new ArrayList<>();
		events.doOnNext((event) -> {
			if (event instanceof ContentBlockDelta block && block.delta() instanceof TextDelta delta) {
				delays.add(since(delta.text()));
			}
		}).blockLast();
		return median(delays.stream().mapToDouble(Double::doubleValue).toArray());
	}

	private static double since(String sent) {
		return (System.nanoTime() - Long.parseLong(sent, 16)) / 1e6;
	}

	private void heap() {
		RelayId id = RelayId.random("bench");
		this.memory.start(id, Flux.never()).block();
		long before = usedHeap();
		Disposable.Composite watchers = Disposables.composite();
		for (int i = 0; i < WAITING; i++) {
			watchers.add(this.memory.watch(id, null).subscribe());
		}
		print("a waiting watcher: %d bytes, with Reactor's own", (usedHeap() - before) / WAITING);
		watchers.dispose();
		long empty = usedHeap();
		RelayId long1 = RelayId.random("bench");
		ApixoRelay fresh = ApixoRelay.builder().grace(null).build();
		fresh.start(long1, this.client.stream(request("fast:" + EVENTS))).block();
		long size = fresh.watch(long1, null)
			.map((frame) -> String.valueOf(frame.data()))
			.reduce(0L, (sum, data) -> sum + data.length())
			.blockOptional()
			.orElseThrow();
		print("a journal: %.2f of its JSON", (double) (usedHeap() - empty) / size);
	}

	private static long usedHeap() {
		long least = Long.MAX_VALUE;
		for (int round = 0; round < 3; round++) {
			System.gc();
			least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
		}
		return least;
	}

	private static MessagesRequest request(String model) {
		return MessagesRequest.builder().model(model).maxTokens(1024).user("Go").build();
	}

	private static double median(double[] values) {
		double[] sorted = values.clone();
		Arrays.sort(sorted);
		return sorted[sorted.length / 2];
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	private static void print(String format, Object... values) {
		System.out.printf(Locale.ROOT, format + "%n", values);
	}

}

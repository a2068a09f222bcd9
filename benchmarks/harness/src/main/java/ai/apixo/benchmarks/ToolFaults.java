package ai.apixo.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Plays each {@link ToolFault} to a tool runner, and prints what it executed, what it
 * sent back and how it ended, as rows of a table.
 */
public final class ToolFaults {

	private static final Pattern RESULT = Pattern.compile("\\{[^{}]*\"tool_result\".*?\\}(?=[\\],}])");

	private final List<String> executed = new CopyOnWriteArrayList<>();

	private final List<String> requests = new CopyOnWriteArrayList<>();

	private ToolFault fault = ToolFault.CUT_BY_MAX_TOKENS;

	private ToolFaults() {
	}

	/**
	 * Play all scripts.
	 * @param contender the runner
	 * @throws IOException if there is no port
	 */
	public static void run(ToolContender contender) throws IOException {
		new ToolFaults().play(contender);
	}

	private void play(ToolContender contender) throws IOException {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.setExecutor(Executors.newCachedThreadPool((task) -> {
			Thread thread = new Thread(task);
			thread.setDaemon(true);
			return thread;
		}));
		server.createContext("/", this::answer);
		server.start();
		System.out.println("| script | executed | requests | sent back | end | ms |\n|---|---|---|---|---|---|");
		for (ToolFault script : ToolFault.values()) {
			this.fault = script;
			this.executed.clear();
			this.requests.clear();
			long started = System.nanoTime();
			String end = end(contender, "http://127.0.0.1:" + server.getAddress().getPort());
			System.out.println("| " + script.name().toLowerCase(java.util.Locale.ROOT) + " | " + this.executed + " | "
					+ this.requests.size() + " | " + sentBack() + " | " + end + " | "
					+ TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started) + " |");
		}
		server.stop(0);
	}

	private String end(ToolContender contender, String baseUrl) {
		try {
			return contender.run(baseUrl, this::weather).replace("\n", " ");
		}
		catch (Exception ex) {
			return ex.getClass().getSimpleName() + ": " + String.valueOf(ex.getMessage()).replace("\n", " ");
		}
	}

	private String weather(String city) {
		this.executed.add("weather(" + city + ")");
		if ("Throw".equals(city)) {
			throw new IllegalStateException("password=hunter2");
		}
		if ("Slow".equals(city)) {
			try {
				TimeUnit.SECONDS.sleep(3);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
		return "Sunny in " + city;
	}

	private String sentBack() {
		if (this.requests.size() < 2) {
			return "";
		}
		Matcher result = RESULT.matcher(this.requests.get(1));
		return result.find() ? "`" + result.group().replace("|", "/") + "`" : "no tool_result";
	}

	private void answer(HttpExchange exchange) throws IOException {
		this.requests.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
		String stream = (this.requests.size() == 1) ? this.fault.answer() : ToolFault.done();
		exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
		exchange.sendResponseHeaders(200, 0);
		try (OutputStream body = exchange.getResponseBody()) {
			body.write(stream.getBytes(StandardCharsets.UTF_8));
		}
	}

}

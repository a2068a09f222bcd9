package ai.apixo.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * {@link LoopbackGateway} in a process of its own, so that its CPU time is not counted.
 *
 * @param process the process
 * @param port the port that it listens on
 */
public record GatewayProcess(Process process, int port) implements AutoCloseable {

	/**
	 * Start the gateway with the class path of this process.
	 * @return the process
	 * @throws IOException if it does not start
	 */
	public static GatewayProcess start() throws IOException {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), LoopbackGateway.class.getName())
			.redirectError(ProcessBuilder.Redirect.DISCARD)
			.start();
		BufferedReader output = new BufferedReader(
				new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
		for (String line = output.readLine(); line != null; line = output.readLine()) {
			if (line.matches("\\d+")) {
				discard(output);
				return new GatewayProcess(process, Integer.parseInt(line));
			}
		}
		throw new IOException("The gateway did not start");
	}

	/**
	 * Nobody reads what the gateway logs, and a full pipe would hold it up.
	 */
	private static void discard(BufferedReader output) {
		Thread reader = new Thread(() -> {
			try {
				output.transferTo(Writer.nullWriter());
			}
			catch (IOException ex) {
				// The gateway is closed.
			}
		});
		reader.setDaemon(true);
		reader.start();
	}

	@Override
	public void close() {
		this.process.destroy();
	}

}

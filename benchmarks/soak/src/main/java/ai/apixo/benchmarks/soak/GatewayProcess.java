package ai.apixo.benchmarks.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * The gateway in a JVM of its own, so that the heap of this one is the client's alone.
 *
 * @param process the process
 * @param url where the gateway listens
 */
record GatewayProcess(Process process, String url) implements AutoCloseable {

	static GatewayProcess start() {
		try {
			Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
					"-cp", System.getProperty("java.class.path"), FaultyGateway.class.getName())
				.redirectError(ProcessBuilder.Redirect.INHERIT)
				.start();
			BufferedReader output = process.inputReader();
			return new GatewayProcess(process, "http://127.0.0.1:" + output.readLine());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.process.destroy();
	}

}

package ai.apixo.benchmarks.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The gateway in a JVM of its own, so that the heap of this one is the client's alone. It
 * can be stopped, as a frozen container is, and continued.
 *
 * @param process the process
 * @param url where the gateway listens
 * @param http2Url where it speaks HTTP/2
 * @param certificate what to trust there
 */
record GatewayProcess(Process process, String url, String http2Url, Path certificate) implements AutoCloseable {

	/**
	 * The password of a key that is made for one run.
	 */
	static final String PASSWORD = "for-one-run";

	static GatewayProcess start() {
		try {
			Path keyStore = Files.createTempDirectory("soak").resolve("gateway.p12");
			run(java("keytool"), "-genkeypair", "-alias", "gateway", "-keyalg", "RSA", "-dname", "CN=127.0.0.1", "-ext",
					"SAN=IP:127.0.0.1", "-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore",
					keyStore.toString());
			Path certificate = keyStore.resolveSibling("gateway.pem");
			run(java("keytool"), "-exportcert", "-rfc", "-alias", "gateway", "-storepass", PASSWORD, "-keystore",
					keyStore.toString(), "-file", certificate.toString());
			Process process = new ProcessBuilder(java("java"), "-cp", System.getProperty("java.class.path"),
					FaultyGateway.class.getName(), keyStore.toString())
				.redirectError(ProcessBuilder.Redirect.INHERIT)
				.start();
			BufferedReader output = process.inputReader();
			String[] ports = output.readLine().split(" ");
			readAway(output);
			return new GatewayProcess(process, "http://127.0.0.1:" + ports[0], "https://127.0.0.1:" + ports[1],
					certificate);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The process would stand still once what it logs fills the pipe.
	 */
	private static void readAway(BufferedReader output) {
		Thread thread = new Thread(() -> {
			try (output) {
				output.transferTo(Writer.nullWriter());
			}
			catch (IOException ex) {
				// The process has ended.
			}
		}, "gateway-output");
		thread.setDaemon(true);
		thread.start();
	}

	private static String java(String program) {
		return Path.of(System.getProperty("java.home"), "bin", program).toString();
	}

	void stop() {
		run("kill", "-STOP", String.valueOf(this.process.pid()));
	}

	void proceed() {
		run("kill", "-CONT", String.valueOf(this.process.pid()));
	}

	private static void run(String... command) {
		try {
			int status = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start()
				.waitFor();
			if (status != 0) {
				throw new IllegalStateException(command[0] + " has failed with " + status);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		proceed();
		this.process.destroy();
	}

}

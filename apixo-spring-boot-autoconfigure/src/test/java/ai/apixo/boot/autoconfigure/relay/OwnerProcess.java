package ai.apixo.boot.autoconfigure.relay;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import reactor.core.publisher.Flux;

import ai.apixo.relay.RelayId;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A replica in a process of its own, which starts a run without an end and can be killed.
 */
public final class OwnerProcess implements AutoCloseable {

	private static final String STARTED = "started";

	private final Process process;

	private OwnerProcess(Process process) {
		this.process = process;
	}

	static OwnerProcess start(int redisPort, RelayId id, String... properties) throws IOException {
		List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), OwnerProcess.class.getName(),
				String.valueOf(redisPort), id.owner(), id.run(), String.join(",", properties));
		Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
		BufferedReader output = new BufferedReader(
				new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
		assertThat(output.lines().anyMatch(STARTED::equals)).as("the process has started").isTrue();
		return new OwnerProcess(process);
	}

	/**
	 * Start the run.
	 * @param arguments the port of Redis, the owner, the run and properties
	 */
	public static void main(String[] arguments) {
		RelayReplica replica = RelayReplica.start(Integer.parseInt(arguments[0]), arguments[3].split(","));
		replica.relay()
			.start(new RelayId(arguments[1], arguments[2]), Flux.interval(Duration.ofMillis(20)))
			.block(Duration.ofSeconds(20));
		System.out.println(STARTED);
		System.out.flush();
		Flux.never().blockLast();
	}

	/**
	 * End it as the kernel does that has no memory left.
	 */
	void kill() {
		this.process.destroyForcibly();
	}

	@Override
	public void close() {
		kill();
	}

}

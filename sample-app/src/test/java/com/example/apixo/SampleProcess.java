package com.example.apixo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a run of the sample against the stand-in, in a process of its own, left behind.
 *
 * @param exitCode the exit code
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
record SampleProcess(int exitCode, String out, String err) {

	static SampleProcess run(Path folder, String... arguments) throws IOException, InterruptedException {
		return await(folder, command(arguments));
	}

	/**
	 * Runs it on a terminal, which {@code script} of util-linux provides.
	 */
	static SampleProcess runOnTerminal(Path folder, String... arguments) throws IOException, InterruptedException {
		String command = String.join(" ", command(arguments).stream().map((part) -> "'" + part + "'").toList());
		return await(folder, List.of("script", "--quiet", "--return", "--command", command, "/dev/null"));
	}

	private static List<String> command(String... arguments) {
		List<String> command = new ArrayList<>();
		command.add(ProcessHandle.current().info().command().orElseThrow());
		command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
				SampleApplication.class.getName(), "--stand-in.pace=1ms", "--apixo.api-key="));
		command.addAll(List.of(arguments));
		return command;
	}

	private static SampleProcess await(Path folder, List<String> command) throws IOException, InterruptedException {
		Path out = folder.resolve("out");
		Path err = folder.resolve("err");
		Process process = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
		assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
		return new SampleProcess(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8),
				Files.readString(err, StandardCharsets.UTF_8));
	}

}

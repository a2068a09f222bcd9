package ai.apixo.benchmarks.comparison;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A JVM with the class path of a module.
 */
final class JavaProcess implements AutoCloseable {

	private final Process process;

	private final BufferedReader output;

	private JavaProcess(Process process) {
		this.process = process;
		this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
	}

	static JavaProcess start(Path benchmarks, String module, String mainClass, String... arguments) {
		try {
			Path target = benchmarks.resolve(module).resolve("target");
			String classPath = target.resolve("classes") + ":" + Files.readString(target.resolve("class-path.txt"));
			List<String> command = new ArrayList<>(
					List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx4g",
							"-Dquick=" + Boolean.getBoolean("quick"), "-cp", classPath, mainClass));
			command.addAll(List.of(arguments));
			return new JavaProcess(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	String nextLine() {
		try {
			String line = this.output.readLine();
			if (line == null) {
				throw new IllegalStateException("The process has ended, see what it printed as an error");
			}
			return line;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The lines until an empty one. Fails when there is none, because the process has
	 * failed then.
	 */
	List<String> paragraph() {
		List<String> lines = new ArrayList<>();
		for (String line = nextLine(); !line.isEmpty(); line = nextLine()) {
			lines.add(line);
		}
		return lines;
	}

	/**
	 * Write a line to the process.
	 */
	void writeLine(String line) {
		try {
			OutputStream input = this.process.getOutputStream();
			input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
			input.flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The lines until the process ends. Fails when the process has failed.
	 */
	List<String> allLines() {
		List<String> lines = this.output.lines().toList();
		int status = this.process.onExit().join().exitValue();
		if (status != 0) {
			throw new IllegalStateException("The process has ended with status " + status);
		}
		return lines;
	}

	@Override
	public void close() {
		this.process.destroy();
	}

}

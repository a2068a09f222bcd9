package ai.apixo.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A file of recorded exchanges. Lines of other tests are never touched, not even if they
 * are no JSON.
 */
final class RecordingFile {

	/** Tests of one JVM may write the same file at once. */
	private static final Object WRITING = new Object();

	private final Path path;

	RecordingFile(Path path) {
		this.path = path;
	}

	/**
	 * Return the exchanges of a test, in order.
	 */
	List<RecordedExchange> read(String test) {
		if (!Files.exists(this.path)) {
			throw new IllegalStateException("There is no recording " + this.path + ". To create one, run the test with "
					+ "the environment variable APIXO_TEST_RECORD=true and APIXO_API_KEY set, or with record(..)");
		}
		List<RecordedExchange> exchanges = new ArrayList<>();
		int number = 0;
		for (String line : lines()) {
			number++;
			RecordedExchange exchange = exchange(line);
			if (exchange.test().equals(test) && !line.isBlank()) {
				check(exchange, number);
				exchanges.add(exchange);
			}
		}
		return exchanges;
	}

	private void check(RecordedExchange exchange, int line) {
		try {
			exchange.reply();
		}
		catch (JacksonException | IllegalArgumentException ex) {
			throw new IllegalStateException("Line " + line + " of the recording " + this.path
					+ " is damaged. Run the test again with the environment variable APIXO_TEST_RECORD=true and "
					+ "APIXO_API_KEY set", ex);
		}
	}

	/**
	 * Put exchanges in the place of those of the same test.
	 */
	void write(String test, List<RecordedExchange> exchanges) {
		List<String> recorded = exchanges.stream()
			.map((exchange) -> new String(exchange.line().getBytes(StandardCharsets.UTF_8),
					StandardCharsets.ISO_8859_1))
			.toList();
		synchronized (WRITING) {
			List<String> lines = new ArrayList<>();
			int place = -1;
			for (String line : Files.exists(this.path) ? lines() : List.<String>of()) {
				if (line.isBlank() || !exchange(line).test().equals(test)) {
					lines.add(line);
				}
				else if (place < 0) {
					place = lines.size();
				}
			}
			lines.addAll((place < 0) ? lines.size() : place, recorded);
			replace(lines);
		}
	}

	private void replace(List<String> lines) {
		try {
			Path folder = this.path.toAbsolutePath().getParent();
			Files.createDirectories(folder);
			Path written = Files.createTempFile(folder, this.path.getFileName().toString(), ".tmp");
			Files.write(written, lines.isEmpty() ? new byte[0]
					: (String.join("\n", lines) + "\n").getBytes(StandardCharsets.ISO_8859_1));
			Files.move(written, this.path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The recording " + this.path + " cannot be written", ex);
		}
	}

	// Byte for byte: any sequence of bytes is a text in ISO 8859-1.
	private List<String> lines() {
		try {
			String text = Files.readString(this.path, StandardCharsets.ISO_8859_1);
			String lastEnd = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
			return lastEnd.isEmpty() ? List.of() : List.of(lastEnd.split("\n", -1));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The recording " + this.path + " cannot be read", ex);
		}
	}

	private static RecordedExchange exchange(String line) {
		JsonNode json = MessagesFormat
			.parse(new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
		return new RecordedExchange((json != null) ? json : MessagesFormat.object().put("test", "not JSON"));
	}

}

package ai.apixo.messages.json;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.ExactJson;

/**
 * One recorded stream with the events and the message, or the failure, that it must give.
 *
 * @param name the name of its files
 * @param events the JSON of its events, one a line
 * @param expected the content of the message or error file
 * @param fails whether it ends in a failure
 */
public record ConformanceStream(String name, List<String> events, JsonNode expected, boolean fails) {

	public static final List<String> NAMES = List.of("01-text-basic", "02-text-multiblock", "03-unicode",
			"04-thinking-signature", "05-redacted-thinking", "06-tool-use", "07-tool-use-empty-input",
			"08-tool-use-nested-unicode", "09-parallel-tools", "10-interleaved-blocks", "11-web-search",
			"12-document-citations", "13-stop-refusal", "14-stop-pause-turn", "15-stop-max-tokens-mid-tool",
			"16-stop-sequence", "17-unknowns", "18-cache-usage", "19-code-execution-container", "20-error-midstream",
			"21-error-first", "22-framing", "23-no-event-names", "24-name-type-mismatch", "25-truncated",
			"26-empty-content", "27-missing-usage", "28-prefilled-content", "29-duplicate-start",
			"30-spliced-generation", "31-sorted-keys");

	public static Stream<ConformanceStream> all() {
		return NAMES.stream().map(ConformanceStream::load);
	}

	public static ConformanceStream load(String name) {
		List<String> events = required(name + ".events.json").lines().toList();
		String message = text(name + ".message.json");
		String expected = (message != null) ? message : required(name + ".error.json");
		return new ConformanceStream(name, events, ExactJson.parse(expected), message == null);
	}

	private static String required(String file) {
		String text = text(file);
		if (text == null) {
			throw new IllegalStateException("No file " + file);
		}
		return text;
	}

	private static @Nullable String text(String file) {
		try (InputStream in = ConformanceStream.class.getResourceAsStream("/conformance/streams/" + file)) {
			return (in != null) ? new String(in.readAllBytes(), StandardCharsets.UTF_8) : null;
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public String toString() {
		return this.name;
	}

}

package ai.apixo.boot.test.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import org.springframework.core.env.Environment;
import org.springframework.core.io.ClassPathResource;

import ai.apixo.test.MockApixoGateway;
import ai.apixo.test.Recording;

/**
 * Lets a gateway replay what was recorded for a test, or record it.
 */
final class RecordingSetup {

	private static final String DEFAULT_BASE_URL = "https://llm.apixo.ai";

	private final Environment environment;

	RecordingSetup(Environment environment) {
		this.environment = environment;
	}

	void begin(MockApixoGateway gateway, ApixoRecording annotation, String test) {
		Path file = Path.of(this.environment.getProperty("apixo.test.recordings", "src/test/resources"))
			.resolve(annotation.value());
		if (this.environment.getProperty("apixo.test.record", Boolean.class, false)) {
			gateway.record(recording(file, annotation, test),
					this.environment.getProperty("apixo.base-url", DEFAULT_BASE_URL),
					this.environment.getProperty("apixo.api-key", ""));
		}
		else {
			gateway.replay(recording(find(file, annotation.value()), annotation, test));
		}
	}

	private static Recording recording(Path file, ApixoRecording annotation, String test) {
		return Recording.of(file).test(test).mask(annotation.mask());
	}

	private static Path find(Path file, String name) {
		ClassPathResource resource = new ClassPathResource(name);
		if (Files.exists(file) || !resource.exists()) {
			return file;
		}
		try {
			return resource.isFile() ? resource.getFile().toPath() : copy(resource);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The recording " + name + " cannot be read", ex);
		}
	}

	// Within a jar.
	private static Path copy(ClassPathResource resource) throws IOException {
		Path copy = Files.createTempFile("apixo-recording", ".jsonl");
		copy.toFile().deleteOnExit();
		try (InputStream content = resource.getInputStream()) {
			Files.copy(content, copy, StandardCopyOption.REPLACE_EXISTING);
		}
		return copy;
	}

}

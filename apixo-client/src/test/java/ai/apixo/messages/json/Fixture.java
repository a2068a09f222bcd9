package ai.apixo.messages.json;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The fixture files of this package.
 */
final class Fixture {

	private Fixture() {
	}

	static String read(String name) {
		try (InputStream in = Fixture.class.getResourceAsStream("/messages/" + name)) {
			return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}

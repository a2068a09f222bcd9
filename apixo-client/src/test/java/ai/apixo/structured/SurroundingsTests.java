package ai.apixo.structured;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;

import ch.qos.logback.classic.Level;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import ai.apixo.client.CapturedLog;
import ai.apixo.structured.Types.Recipe;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is logged, and what need not be there.
 */
class SurroundingsTests {

	@Test
	@DisplayName("STR-37 a repair is logged at DEBUG with type, reason and path, and nothing else is")
	void repairIsLogged() {
		CapturedLog log = CapturedLog.of("ai.apixo.structured", Level.TRACE);
		try (log) {
			RecordedClient client = RecordedClient.answering(Answer.of("{\"title\":\"SECRET\"}").message(),
					Answer.of("{\"title\":\"x\",\"ingredients\":[]}").message());
			StructuredOutput.builder(client).maxRepairs(1).build(Recipe.class).create(Answer.request()).block();
		}
		assertThat(log.events()).singleElement().satisfies((event) -> {
			assertThat(event.getLevel()).isEqualTo(Level.DEBUG);
			assertThat(event.getFormattedMessage()).isEqualTo("Asking again for a Recipe: INVALID at '/ingredients'");
		});
	}

	@Test
	@DisplayName("STR-38 without a validator and Bean Validation on the class path schemas are derived")
	void schemasNeedNoValidation() throws Throwable {
		Class<?> schemas = Class.forName(JsonSchemas.class.getName(), true, new WithoutValidation());
		Class<?> schema = Class.forName(JsonSchema.class.getName(), true, schemas.getClassLoader());
		// Reflection would resolve the signatures of all methods.
		MethodHandles.Lookup lookup = MethodHandles.publicLookup();
		Object created = lookup.findStatic(schemas, "create", MethodType.methodType(schemas)).invoke();
		Object derived = lookup.findVirtual(schemas, "of", MethodType.methodType(schema, Class.class))
			.invoke(created, ConstrainedTypes.Bounds.class);
		Object full = lookup.findVirtual(schema, "full", MethodType.methodType(ObjectNode.class)).invoke(derived);
		assertThat(full.toString()).contains("\"min\":{\"type\":\"integer\"}");
	}

	/**
	 * Loads the package itself, and finds no class of Bean Validation or of Spring's
	 * validation.
	 */
	private static final class WithoutValidation extends ClassLoader {

		private static final List<String> HIDDEN = List.of("jakarta.validation", "org.springframework.validation");

		WithoutValidation() {
			super(JsonSchemas.class.getClassLoader());
		}

		@Override
		protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
			if (HIDDEN.stream().anyMatch(name::startsWith)) {
				throw new ClassNotFoundException(name);
			}
			boolean own = name.startsWith("ai.apixo.structured.")
					&& !name.matches("ai\\.apixo\\.structured\\.\\w*Types\\$.*");
			Class<?> loaded = findLoadedClass(name);
			if (!own || loaded != null) {
				return (loaded != null) ? loaded : super.loadClass(name, resolve);
			}
			try (InputStream bytes = getResourceAsStream(name.replace('.', '/') + ".class")) {
				byte[] code = (bytes != null) ? bytes.readAllBytes() : new byte[0];
				return defineClass(name, code, 0, code.length);
			}
			catch (IOException ex) {
				throw new ClassNotFoundException(name, ex);
			}
		}

	}

}

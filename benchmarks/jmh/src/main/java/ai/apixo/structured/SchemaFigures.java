package ai.apixo.structured;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.function.Consumer;

import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonSchemaModule;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the first schema of a type costs, in CPU time of the thread that asks: the very
 * first one of a JVM, in which nothing is loaded, and that of a further type in a JVM
 * that has derived many. The type is a copy of the same record each time, so that nothing
 * of it is known. With the argument {@code bound}, the mapper has its deserializer
 * already, as it has after the first value was bound; with {@code victools}, the same of
 * victools, which binds nothing; with {@code jackson}, what the application's own mapper
 * takes to get ready to bind the type, without a schema.
 *
 * @since 0.1.0
 */
public final class SchemaFigures {

	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	private static final int TYPES = 4000;

	private SchemaFigures() {
	}

	/**
	 * Print the figures.
	 * @param args whose schemas
	 * @throws Exception if the type cannot be loaded
	 */
	public static void main(String[] args) throws Exception {
		String kind = (args.length > 0) ? args[0] : "ours";
		JsonMapper mapper = JsonMapper.builder().build();
		mapper.readTree("{\"a\":1}");
		Class<?> type = Copies.basket();
		long started = THREADS.getCurrentThreadCpuTime();
		JsonSchemas ours = JsonSchemas.create(mapper, null);
		Consumer<Class<?>> schemas = switch (kind) {
			case "victools" -> victools();
			case "jackson" -> (wanted) -> mapper.readerFor(wanted);
			default -> (wanted) -> ours.schema(wanted).strict();
		};
		schemas.accept(type);
		double first = (THREADS.getCurrentThreadCpuTime() - started) / 1e3;
		double[] further = new double[TYPES];
		for (int i = 0; i < TYPES; i++) {
			Class<?> copy = Copies.basket();
			if (kind.equals("bound")) {
				ours.mapper().readerFor(copy);
			}
			started = THREADS.getCurrentThreadCpuTime();
			schemas.accept(copy);
			further[i] = (THREADS.getCurrentThreadCpuTime() - started) / 1e3;
		}
		double[] warm = Arrays.copyOfRange(further, TYPES / 2, TYPES);
		Arrays.sort(warm);
		System.out.printf("%s: first schema of a JVM %.0f us, of a further type in a warm JVM %.0f us%n", kind, first,
				warm[warm.length / 2]);
	}

	private static Consumer<Class<?>> victools() {
		SchemaGenerator generator = new SchemaGenerator(
				new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
					.with(new JacksonSchemaModule())
					.build());
		return generator::generateSchema;
	}

	/**
	 * Loads the records of the benchmark anew.
	 */
	private static final class Copies extends ClassLoader {

		Copies() {
			super(SchemaFigures.class.getClassLoader());
		}

		/**
		 * Return a copy that is loaded with all that it names, so that reading class
		 * files is nobody's work.
		 */
		static Class<?> basket() throws ClassNotFoundException {
			Copies copies = new Copies();
			copies.loadClass(StructuredOutputBenchmark.class.getName());
			copies.loadClass(StructuredOutputBenchmark.Item.class.getName());
			return copies.loadClass(StructuredOutputBenchmark.Basket.class.getName());
		}

		@Override
		protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
			if (!name.startsWith(StructuredOutputBenchmark.class.getName())) {
				return super.loadClass(name, resolve);
			}
			Class<?> loaded = findLoadedClass(name);
			if (loaded != null) {
				return loaded;
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

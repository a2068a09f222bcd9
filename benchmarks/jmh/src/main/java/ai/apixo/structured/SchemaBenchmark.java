package ai.apixo.structured;

import java.util.concurrent.TimeUnit;

import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonSchemaModule;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.structured.StructuredOutputBenchmark.Basket;

/**
 * Deriving the schema of a record: the first one in a JVM, and one that is known.
 *
 * @since 0.1.0
 */
@State(Scope.Thread)
public class SchemaBenchmark {

	private final JsonMapper mapper = JsonMapper.builder().build();

	private final JsonSchemas schemas = JsonSchemas.create(this.mapper, null);

	/**
	 * The first schema, from what the mapper binds.
	 * @return the schema
	 */
	@Benchmark
	@BenchmarkMode(Mode.SingleShotTime)
	@OutputTimeUnit(TimeUnit.MILLISECONDS)
	@Fork(10)
	@Warmup(iterations = 0)
	@Measurement(iterations = 1)
	public Object first() {
		return JsonSchemas.create(this.mapper, null).schema(Basket.class).strict();
	}

	/**
	 * The first schema of victools.
	 * @return the schema
	 */
	@Benchmark
	@BenchmarkMode(Mode.SingleShotTime)
	@OutputTimeUnit(TimeUnit.MILLISECONDS)
	@Fork(10)
	@Warmup(iterations = 0)
	@Measurement(iterations = 1)
	public Object firstOfVictools() {
		return new SchemaGenerator(
				new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
					.with(new JacksonSchemaModule())
					.build())
			.generateSchema(Basket.class);
	}

	/**
	 * A schema that has been derived before.
	 * @return the schema
	 */
	@Benchmark
	@BenchmarkMode(Mode.AverageTime)
	@OutputTimeUnit(TimeUnit.NANOSECONDS)
	public Object known() {
		return this.schemas.schema(Basket.class);
	}

}

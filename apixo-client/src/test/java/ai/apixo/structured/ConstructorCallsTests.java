package ai.apixo.structured;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.deser.std.StdValueInstantiator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.module.SimpleValueInstantiators;

import ai.apixo.client.error.ApixoStructuredOutputException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Who creates the values.
 */
@NullUnmarked
class ConstructorCallsTests {

	@Test
	@DisplayName("STR-1 what the application creates values with stays")
	void instantiatorOfTheApplicationStays() {
		SimpleModule module = new SimpleModule().setValueInstantiators(new SimpleValueInstantiators() {

			@Override
			public ValueInstantiator modifyValueInstantiator(DeserializationConfig config,
					BeanDescription.Supplier description, ValueInstantiator instantiator) {
				return new Swapped(instantiator);
			}

		});
		JsonMapper mapper = JsonMapper.builder().addModule(module).build();

		Point point = JsonSchemas.create(mapper, null).of(Point.class).read(Answer.json("{'x':1,'y':2}"));

		assertThat(point).isEqualTo(new Point(2, 1));
	}

	@Test
	@DisplayName("STR-21 a constructor that throws makes its object invalid")
	void exceptionOfConstructor() {
		assertThatExceptionOfType(ApixoStructuredOutputException.class)
			.isThrownBy(() -> JsonSchemas.create().of(Line.class).read(Answer.json("{'end':{'length':-7}}")))
			.satisfies((ex) -> {
				assertThat(ex.path()).isEqualTo("/end");
				assertThat(ex).hasMessageContaining("violates a rule of its type").hasMessageNotContaining("-7");
				assertThat(ex).hasNoCause();
			});
	}

	@Test
	@DisplayName("STR-21 a constructor that asserts makes its object invalid")
	void assertionOfConstructor() {
		assertThatExceptionOfType(ApixoStructuredOutputException.class)
			.isThrownBy(() -> JsonSchemas.create().of(Cube.class).read(Answer.json("{'edge':{'length':-7}}")))
			.satisfies((ex) -> {
				assertThat(ex.path()).isEqualTo("/edge");
				assertThat(ex).hasMessageContaining("violates a rule of its type").hasMessageNotContaining("-7");
			});
	}

	record Point(int x, int y) {
	}

	record Line(Positive end) {
	}

	record Positive(int length) {

		Positive {
			if (length < 0) {
				throw new IllegalArgumentException("Negative: " + length);
			}
		}

	}

	record Cube(Asserted edge) {
	}

	record Asserted(int length) {

		Asserted {
			if (length < 0) {
				throw new AssertionError("Negative: " + length);
			}
		}

	}

	/**
	 * Creates points by itself.
	 */
	private static final class Swapped extends StdValueInstantiator {

		Swapped(ValueInstantiator instantiator) {
			super((StdValueInstantiator) instantiator);
		}

		@Override
		public Object createFromObjectWith(DeserializationContext context, Object[] arguments) {
			return new Point((int) arguments[1], (int) arguments[0]);
		}

	}

}

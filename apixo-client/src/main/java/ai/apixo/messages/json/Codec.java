package ai.apixo.messages.json;

import java.util.function.BiConsumer;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * How one type is read from a JSON value and written as one.
 *
 * @param <T> the type
 */
interface Codec<T> {

	/**
	 * Read a value.
	 * @param node the JSON value
	 * @return the value, {@code null} when the JSON is of another shape
	 */
	@Nullable T read(JsonNode node);

	void write(T value, JsonGenerator generator);

	/**
	 * Return this codec for values that meet a condition; others are of another shape.
	 * @param condition the condition
	 * @return the stricter codec
	 */
	default Codec<T> where(Predicate<T> condition) {
		return of((node) -> true, (node) -> {
			T value = read(node);
			return (value != null && condition.test(value)) ? value : null;
		}, this::write);
	}

	static <T> Codec<T> of(Predicate<JsonNode> readable, Reader<T> reader, BiConsumer<T, JsonGenerator> writer) {
		return new Codec<>() {

			@Override
			public @Nullable T read(JsonNode node) {
				return readable.test(node) ? reader.read(node) : null;
			}

			@Override
			public void write(T value, JsonGenerator generator) {
				writer.accept(value, generator);
			}

		};
	}

	/**
	 * Reads a value from JSON of the right shape.
	 *
	 * @param <T> the type
	 */
	@FunctionalInterface
	interface Reader<T> {

		@Nullable T read(JsonNode node);

	}

}

package ai.apixo.messages.json;

import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * The wire of a record: fields by name, then the additional ones.
 *
 * @param additionalProperties gives the additional fields of a value
 * @param reader makes a value from fields
 * @param writer writes the components of a value
 * @param <T> the record
 */
record RecordCodec<T>(Function<T, Map<String, JsonNode>> additionalProperties, Function<JsonFields, T> reader,
		BiConsumer<T, JsonOutput> writer) implements Codec<T> {

	@Override
	public @Nullable T read(JsonNode node) {
		if (!node.isObject()) {
			return null;
		}
		try {
			return this.reader.apply(new JsonFields(node));
		}
		catch (MissingFieldException ex) {
			return null;
		}
	}

	@Override
	public void write(T value, JsonGenerator generator) {
		JsonOutput out = new JsonOutput(generator, this.additionalProperties.apply(value));
		generator.writeStartObject();
		this.writer.accept(value, out);
		out.additionalProperties();
		generator.writeEndObject();
	}

}

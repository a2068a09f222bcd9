package ai.apixo.messages.json;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.jsontype.TypeSerializer;

/**
 * Writes a value in the form of the wire.
 *
 * @param <T> the type
 */
final class CodecSerializer<T> extends ValueSerializer<T> {

	private final Codec<T> wire;

	CodecSerializer(Codec<T> wire) {
		this.wire = wire;
	}

	@Override
	public void serialize(T value, JsonGenerator generator, SerializationContext context) {
		this.wire.write(value, generator);
	}

	// The form of the wire has no place for the type information of an application.
	@Override
	public void serializeWithType(T value, JsonGenerator generator, SerializationContext context,
			TypeSerializer typeSerializer) {
		this.wire.write(value, generator);
	}

}

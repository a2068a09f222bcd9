package ai.apixo.messages.json;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.jsontype.TypeDeserializer;

/**
 * Reads a value in the form of the wire. JSON of a shape that cannot be this type is a
 * mismatch that names the type and never the content.
 *
 * @param <T> the type
 */
final class CodecDeserializer<T> extends ValueDeserializer<T> {

	private final Class<T> type;

	private final Codec<? super T> wire;

	CodecDeserializer(Class<T> type, Codec<? super T> wire) {
		this.type = type;
		this.wire = wire;
	}

	@Override
	public T deserialize(JsonParser parser, DeserializationContext context) {
		JsonNode node = context.readTree(parser);
		Object value = this.wire.read(node);
		if (this.type.isInstance(value)) {
			return this.type.cast(value);
		}
		return context.reportInputMismatch(this, "JSON of this shape (%s) is not of type %s", node.getNodeType(),
				this.type.getSimpleName());
	}

	@Override
	public Object deserializeWithType(JsonParser parser, DeserializationContext context,
			TypeDeserializer typeDeserializer) {
		return deserialize(parser, context);
	}

}

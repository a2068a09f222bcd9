package ai.apixo.structured;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.jsontype.TypeDeserializer;

/**
 * A parameter and what reads it.
 *
 * @param component the parameter
 * @param deserializer reads it
 * @param typeDeserializer tells the member of a family
 */
record BoundParameter(Component component, ValueDeserializer<?> deserializer,
		@Nullable TypeDeserializer typeDeserializer) {
}

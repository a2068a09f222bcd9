package ai.apixo.structured;

import java.lang.reflect.Parameter;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.jsontype.TypeDeserializer;

/**
 * A parameter and what reads it.
 *
 * @param declared the parameter
 * @param component what it is as a property
 * @param deserializer reads it
 * @param typeDeserializer tells the member of a family
 */
record BoundParameter(Parameter declared, Component component, ValueDeserializer<?> deserializer,
		@Nullable TypeDeserializer typeDeserializer) {
}

package ai.apixo.structured;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetTime;
import java.time.YearMonth;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.Nulls;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.cfg.MutableConfigOverride;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.TypeDeserializer;
import tools.jackson.databind.module.SimpleModule;

/**
 * A copy of the application's mapper that binds documents: what the application says
 * holds, and missing values, nulls and fractions fail where they have no place. Schemas
 * are derived from the same copy, so that they cannot disagree.
 */
final class BindingMapper extends JsonMapper {

	private static final long serialVersionUID = 1L;

	private static final Set<Class<?>> LOCAL_TIMES = Set.of(LocalDate.class, LocalTime.class, LocalDateTime.class,
			OffsetTime.class, YearMonth.class, MonthDay.class);

	private BindingMapper(JsonMapper.Builder builder) {
		super(builder);
	}

	static BindingMapper copyOf(JsonMapper mapper) {
		JsonMapper.Builder builder = mapper.rebuild();
		// They are read from strings whatever the mapper is set to, and else written as
		// arrays.
		LOCAL_TIMES.forEach((type) -> builder.withConfigOverride(type, BindingMapper::asString));
		return new BindingMapper(builder
			// The application's reads none if they are disabled.
			.enable(MapperFeature.USE_ANNOTATIONS)
			.annotationIntrospector(
					new BindingIntrospectors(mapper.deserializationConfig().getAnnotationIntrospector()))
			.addModule(new SimpleModule("apixo-structured").setDeserializerModifier(new EmptyElements())
				.setValueInstantiators(new ConstructorCalls()))
			.changeDefaultNullHandling((nulls) -> nulls.withContentNulls(Nulls.FAIL))
			.enable(DeserializationFeature.WRAP_EXCEPTIONS)
			.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT, DeserializationFeature.UNWRAP_ROOT_VALUE,
					DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
					DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
			.disable(SerializationFeature.WRAP_ROOT_VALUE));
	}

	private static void asString(MutableConfigOverride override) {
		if (override.getFormat() == null) {
			override.setFormat(JsonFormat.Value.forShape(JsonFormat.Shape.STRING));
		}
	}

	/**
	 * Return a context for looking at deserializers.
	 * @return the context
	 */
	DeserializationContext context() {
		return _deserializationContext();
	}

	/**
	 * Read a value as it is read at its place.
	 * @param deserializer the deserializer of the place
	 * @param parser the tokens of the value
	 * @return the value
	 */
	Object read(ValueDeserializer<?> deserializer, JsonParser parser) {
		DeserializationContext context = _deserializationContext(parser);
		parser.nextToken();
		return deserializer.deserialize(parser, context);
	}

	/**
	 * Read a value as it is read at its place.
	 * @param deserializer the deserializer of the place
	 * @param typeDeserializer tells the member of a family
	 * @param node the value
	 * @return the value
	 */
	Object read(ValueDeserializer<?> deserializer, @Nullable TypeDeserializer typeDeserializer, JsonNode node) {
		JsonParser parser = treeAsTokens(node);
		if (typeDeserializer == null) {
			return read(deserializer, parser);
		}
		DeserializationContext context = _deserializationContext(parser);
		parser.nextToken();
		return deserializer.deserializeWithType(parser, context, typeDeserializer);
	}

}

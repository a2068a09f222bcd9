package ai.apixo.structured;

import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.type.LogicalType;

import ai.apixo.structured.Shape.ScalarShape;

/**
 * The form in which a scalar is read.
 */
final class ScalarShapes {

	private static final ScalarShape STRING = new ScalarShape("string", null);

	private static final ScalarShape INTEGER = new ScalarShape("integer", null);

	private static final ScalarShape NUMBER = new ScalarShape("number", null);

	private static final List<Constraint> CHARACTER = List.of(
			Constraint.of("Character", "minLength", 1, "have exactly 1 character"),
			Constraint.of("Character", "maxLength", 1, ""));

	private static final List<Constraint> BASE64 = List
		.of(Constraint.of("Base64", "contentEncoding", "base64", "be encoded as base64"));

	private static final Instant SAMPLE = Instant.parse("2026-11-28T10:15:30Z");

	/**
	 * Types whose string has a format of JSON Schema, each with a value to see what the
	 * mapper is set to.
	 */
	private static final Map<Class<?>, Object> DATE_TIMES = Map.of(Instant.class, SAMPLE, OffsetDateTime.class,
			SAMPLE.atOffset(ZoneOffset.UTC), ZonedDateTime.class, SAMPLE.atZone(ZoneOffset.UTC), Date.class,
			Date.from(SAMPLE), Calendar.class, Date.from(SAMPLE));

	private static final Set<LogicalType> WRITTEN_PLAINLY = Set.of(LogicalType.Integer, LogicalType.Float,
			LogicalType.Boolean);

	private static final Pattern DATE_TIME = Pattern
		.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(Z|[+-]\\d{2}:\\d{2})");

	private final BindingMapper mapper;

	ScalarShapes(BindingMapper mapper) {
		this.mapper = mapper;
	}

	/**
	 * Return the place of a scalar, with the constraints that its type brings along.
	 * @param type its class
	 * @param logicalType what its deserializer says of it
	 * @param property the component, {@code null} elsewhere
	 * @return the place
	 */
	Place of(Class<?> type, LogicalType logicalType, @Nullable BeanProperty property) {
		if (type == char.class || type == Character.class) {
			return new Place(STRING, false, CHARACTER, null);
		}
		JsonFormat.Shape written = format(type, property).getShape();
		if (logicalType == LogicalType.Boolean && written.isNumeric()) {
			return Place.of(INTEGER, false);
		}
		if (WRITTEN_PLAINLY.contains(logicalType) && written == JsonFormat.Shape.STRING) {
			return text();
		}
		return switch (logicalType) {
			case Integer -> Place.of((type == Number.class) ? NUMBER : INTEGER, false);
			case Float -> Place.of(NUMBER, false);
			case Boolean -> Place.of(new ScalarShape("boolean", null), false);
			case Binary -> new Place(STRING, false, BASE64, null);
			default -> Place.of(text(type, property), false);
		};
	}

	/**
	 * Return the place of a text.
	 * @return the place
	 */
	static Place text() {
		return Place.of(STRING, false);
	}

	private JsonFormat.Value format(Class<?> type, @Nullable BeanProperty property) {
		return (property != null) ? property.findPropertyFormat(this.mapper.serializationConfig(), type)
				: this.mapper.serializationConfig().getDefaultPropertyFormat(type);
	}

	private ScalarShape text(Class<?> type, @Nullable BeanProperty property) {
		JsonFormat.Value format = format(type, property);
		if (format.getShape().isNumeric()) {
			return INTEGER;
		}
		boolean asUsual = !format.hasPattern();
		if (type == Year.class) {
			return (asUsual && write(Year.of(2026)).isNumber()) ? INTEGER : STRING;
		}
		if (type == LocalDate.class) {
			JsonNode date = write(LocalDate.EPOCH);
			return form(date, (asUsual && "1970-01-01".equals(date.asString(""))) ? "date" : null);
		}
		for (Map.Entry<Class<?>, Object> sample : DATE_TIMES.entrySet()) {
			if (sample.getKey().isAssignableFrom(type)) {
				JsonNode time = write(sample.getValue());
				return form(time, (asUsual && DATE_TIME.matcher(time.asString("")).matches()) ? "date-time" : null);
			}
		}
		if (type == Duration.class || type == Month.class) {
			return form(write((type == Month.class) ? Month.MAY : Duration.ofSeconds(1)), null);
		}
		if (type == UUID.class) {
			return new ScalarShape("string", "uuid");
		}
		return (type == URI.class || type == URL.class) ? new ScalarShape("string", "uri") : STRING;
	}

	private static ScalarShape form(JsonNode written, @Nullable String format) {
		if (written.isNumber()) {
			return written.isIntegralNumber() ? INTEGER : NUMBER;
		}
		return new ScalarShape("string", format);
	}

	private JsonNode write(Object value) {
		return this.mapper.valueToTree(value);
	}

}

package ai.apixo.structured;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.springframework.util.ClassUtils;

/**
 * Says what a value should be in the words of JSON Schema: models and users know no types
 * of Java.
 */
final class JsonWords {

	private static final Set<Class<?>> INTEGERS = Set.of(Byte.class, Short.class, Integer.class, Long.class,
			BigInteger.class, AtomicInteger.class, AtomicLong.class);

	private static final Map<Class<?>, String> FORMATS = Map.of(LocalDate.class, "date", LocalTime.class, "time",
			LocalDateTime.class, "date and time", OffsetDateTime.class, "date and time", ZonedDateTime.class,
			"date and time", Instant.class, "date and time", Duration.class, "duration", UUID.class, "UUID");

	private JsonWords() {
	}

	static String mismatch(Class<?> target) {
		Class<?> type = ClassUtils.resolvePrimitiveIfNecessary(target);
		if (INTEGERS.contains(type)) {
			return "is not an integer";
		}
		if (Number.class.isAssignableFrom(type)) {
			return "is not a number";
		}
		if (type == Boolean.class) {
			return "is not a boolean";
		}
		if (CharSequence.class.isAssignableFrom(type) || type == Character.class) {
			return "is not a string";
		}
		if (type.isEnum()) {
			return "is not one of the allowed values";
		}
		if (type == byte[].class) {
			return "is not Base64";
		}
		if (type == char[].class) {
			return "is not a string";
		}
		if (Collection.class.isAssignableFrom(type) || type.isArray()) {
			return "is not an array";
		}
		String format = FORMATS.get(type);
		return (format != null) ? "is not a valid " + format : "is not a value of its type in the schema";
	}

}

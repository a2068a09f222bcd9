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
			return "is no integer";
		}
		if (Number.class.isAssignableFrom(type)) {
			return "is no number";
		}
		if (type == Boolean.class) {
			return "is no boolean";
		}
		if (CharSequence.class.isAssignableFrom(type) || type == Character.class) {
			return "is no string";
		}
		if (type.isEnum()) {
			return "is none of the values that are allowed";
		}
		if (type == byte[].class) {
			return "is no base64";
		}
		if (type == char[].class) {
			return "is no string";
		}
		if (Collection.class.isAssignableFrom(type) || type.isArray()) {
			return "is no array";
		}
		String format = FORMATS.get(type);
		return (format != null) ? "is no " + format : "is no value of its type in the schema";
	}

}

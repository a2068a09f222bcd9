package ai.apixo.structured;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.NullUnmarked;

/**
 * Values of records and what they hold, at random.
 */
@NullUnmarked
final class RandomValues {

	private static final List<String> TEXTS = List.of("", "a", "abc", "b c", " ", "ABC-123", "a@b.example",
			"\u00e9\ud83c\udf55", "five!", "tab\tquote\"");

	private static final Instant NOW = Instant.parse("2026-11-28T10:15:30.250Z");

	private final Random random;

	private int depth;

	RandomValues(long seed) {
		this.random = new Random(seed);
	}

	Object value(Type type) throws ReflectiveOperationException {
		return value(type, Map.of(), false);
	}

	private Object value(Type type, Map<TypeVariable<?>, Type> variables, boolean nullable)
			throws ReflectiveOperationException {
		if (nullable && (this.depth > 4 || this.random.nextInt(3) == 0)) {
			return null;
		}
		if (type instanceof TypeVariable<?> variable) {
			return value(variables.get(variable), variables, false);
		}
		if (type instanceof ParameterizedType parameterized) {
			return generic(parameterized, variables);
		}
		return plain((Class<?>) type, variables);
	}

	private Object generic(ParameterizedType type, Map<TypeVariable<?>, Type> variables)
			throws ReflectiveOperationException {
		Class<?> raw = (Class<?>) type.getRawType();
		Type argument = type.getActualTypeArguments()[0];
		if (raw == Optional.class) {
			return Optional.ofNullable(value(argument, variables, true));
		}
		if (raw == List.class) {
			return list(argument, variables);
		}
		if (raw == Set.class) {
			return new LinkedHashSet<>(list(argument, variables));
		}
		Map<TypeVariable<?>, Type> inner = new HashMap<>(variables);
		for (int i = 0; i < raw.getTypeParameters().length; i++) {
			Type actual = type.getActualTypeArguments()[i];
			inner.put(raw.getTypeParameters()[i],
					(actual instanceof TypeVariable<?> variable) ? variables.get(variable) : actual);
		}
		return plain(raw, inner);
	}

	private List<Object> list(Type element, Map<TypeVariable<?>, Type> variables) throws ReflectiveOperationException {
		List<Object> list = new ArrayList<>();
		int size = (this.depth > 4) ? 0 : this.random.nextInt(4);
		for (int i = 0; i < size; i++) {
			list.add(value(element, variables, false));
		}
		return list;
	}

	private Object plain(Class<?> type, Map<TypeVariable<?>, Type> variables) throws ReflectiveOperationException {
		// The JDK seals more of its own types with each release, such as ZoneId.
		if ((type.isSealed() || type.isInterface()) && !type.getName().startsWith("java.")) {
			return member(type, variables);
		}
		if (type.isEnum()) {
			return type.getEnumConstants()[this.random.nextInt(type.getEnumConstants().length)];
		}
		if (type == byte[].class) {
			return new byte[] { 1, (byte) this.random.nextInt() };
		}
		if (type.isArray()) {
			List<Object> list = list(type.getComponentType(), variables);
			Object array = Array.newInstance(type.getComponentType(), list.size());
			for (int i = 0; i < list.size(); i++) {
				Array.set(array, i, list.get(i));
			}
			return array;
		}
		if (type.isRecord()) {
			return object(type, variables);
		}
		if (type == Bean.class) {
			Bean bean = new Bean();
			bean.setName(text());
			bean.setNote(this.random.nextBoolean() ? text() : null);
			return bean;
		}
		return scalar(type);
	}

	private Object member(Class<?> type, Map<TypeVariable<?>, Type> variables) throws ReflectiveOperationException {
		if (type == Types.Vehicle.class) {
			return this.random.nextBoolean() ? new Types.Bus(this.random.nextInt(9)) : new Types.Train(2);
		}
		if (type == Types.Fruit.class) {
			return this.random.nextBoolean() ? new Types.Apple("apple", 3) : new Types.Pear("pear", true);
		}
		Class<?>[] members = type.getPermittedSubclasses();
		int index = (this.depth > 4) ? members.length - 1 : this.random.nextInt(members.length);
		return plain(members[index], variables);
	}

	private Object object(Class<?> type, Map<TypeVariable<?>, Type> variables) throws ReflectiveOperationException {
		if (type == Types.Apple.class) {
			return new Types.Apple("apple", 3);
		}
		if (type == Types.Pear.class) {
			return new Types.Pear("pear", false);
		}
		this.depth++;
		RecordComponent[] components = type.getRecordComponents();
		Object[] values = new Object[components.length];
		for (int i = 0; i < components.length; i++) {
			boolean nullable = Nullness
				.isNullable(List.of(new Declaration(components[i].getAccessor(), components[i].getAnnotatedType())));
			boolean left = components[i].getName().equals("left") && components[i].getType() == String.class;
			values[i] = left ? null : value(components[i].getGenericType(), variables, nullable);
		}
		this.depth--;
		Constructor<?> constructor = type
			.getDeclaredConstructor(Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
		constructor.setAccessible(true);
		return constructor.newInstance(values);
	}

	private String text() {
		return TEXTS.get(this.random.nextInt(TEXTS.size()));
	}

	private Object scalar(Class<?> type) {
		int number = this.random.nextInt(15) - 4;
		Map<Class<?>, Object> values = new HashMap<>();
		values.put(String.class, text());
		values.put(int.class, number);
		values.put(Integer.class, number);
		values.put(long.class, (long) number);
		values.put(Long.class, Long.MAX_VALUE - 12);
		values.put(short.class, (short) number);
		values.put(Short.class, (short) number);
		values.put(byte.class, (byte) number);
		values.put(Byte.class, (byte) number);
		values.put(float.class, number / 4f);
		values.put(Float.class, number / 4f);
		values.put(double.class, number / 8.0);
		values.put(Double.class, 1e-7 * number);
		values.put(boolean.class, this.random.nextBoolean());
		values.put(Boolean.class, this.random.nextBoolean());
		values.put(char.class, 'x');
		values.put(Character.class, '"');
		values.put(Number.class, number);
		values.put(BigInteger.class, BigInteger.TEN.pow(40).add(BigInteger.valueOf(number)));
		values.put(BigDecimal.class, new BigDecimal("0.10").multiply(BigDecimal.valueOf(number)));
		values.put(LocalDate.class, LocalDate.of(2026, 11, 28));
		values.put(LocalDateTime.class, LocalDateTime.of(2026, 11, 28, 10, 15));
		values.put(LocalTime.class, LocalTime.of(10, 15));
		values.put(Instant.class, NOW.plusSeconds(number));
		values.put(OffsetDateTime.class, NOW.atOffset(ZoneOffset.UTC));
		values.put(ZonedDateTime.class, NOW.atZone(ZoneOffset.UTC));
		values.put(Date.class, Date.from(NOW));
		values.put(Duration.class, Duration.ofMinutes(number));
		values.put(Period.class, Period.ofDays(number));
		values.put(Year.class, Year.of(2026));
		values.put(YearMonth.class, YearMonth.of(2026, 11));
		values.put(ZoneId.class, ZoneId.of("Europe/Paris"));
		values.put(UUID.class, new UUID(number, 5));
		values.put(URI.class, URI.create("https://example.com/" + (number + 9)));
		values.put(Locale.class, Locale.FRANCE);
		values.put(Currency.class, Currency.getInstance("EUR"));
		values.put(OptionalInt.class, this.random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(number));
		Object value = values.get(type);
		if (value == null) {
			throw new IllegalArgumentException(type.getName());
		}
		return value;
	}

}

package ai.apixo.messages.json;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The components of a type of the wire: a record has them itself, a class with a builder
 * in the record that it keeps as {@code fields}.
 *
 * @param type the type
 * @param record the record with the components
 */
record WireShape(Class<?> type, Class<?> record) {

	static boolean isShape(Class<?> type) {
		return type.isRecord() || fields(type) != null;
	}

	static WireShape of(Class<?> type) {
		return new WireShape(type, type.isRecord() ? type : Objects.requireNonNull(fields(type)).getType());
	}

	private static @Nullable Field fields(Class<?> type) {
		return Stream.of(type.getDeclaredFields())
			.filter((field) -> field.getName().equals("fields") && field.getType().isRecord())
			.findFirst()
			.orElse(null);
	}

	List<RecordComponent> components() {
		return List.of(this.record.getRecordComponents());
	}

	Object construct(List<? extends @Nullable Object> values) {
		Class<?>[] types = components().stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
		try {
			Object made = accessible(this.record.getDeclaredConstructor(types)).newInstance(values.toArray());
			return (this.type == this.record) ? made
					: accessible(this.type.getDeclaredConstructor(this.record)).newInstance(made);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException("Cannot make a " + this.type, ex);
		}
	}

	private static <T> Constructor<T> accessible(Constructor<T> constructor) {
		constructor.setAccessible(true);
		return constructor;
	}

}

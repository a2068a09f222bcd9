package ai.apixo.messages.raw;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The fields of a JSON object that have no component: unmodifiable, in the order in which
 * they were sent, and printed by name only, so that no {@code toString()} can show prompt
 * or response text. Objects and arrays are returned as copies, so changing one does not
 * affect the original.
 *
 * @since 0.1.0
 */
public final class AdditionalProperties extends AbstractMap<String, JsonNode> {

	private final Map<String, JsonNode> values;

	private AdditionalProperties(Map<String, JsonNode> values) {
		this.values = values;
	}

	/**
	 * Return an unmodifiable copy. Nothing is copied if there is nothing to protect,
	 * which is the common case in a stream.
	 * @param values the values by JSON name
	 * @return the copy, the shared empty map when there are no values
	 */
	public static Map<String, JsonNode> copyOf(Map<String, JsonNode> values) {
		if (values.isEmpty()) {
			return Map.of();
		}
		if (values instanceof AdditionalProperties) {
			return values;
		}
		Map<String, JsonNode> copy = new LinkedHashMap<>();
		values.forEach((name, value) -> copy.put(Objects.requireNonNull(name), ExactJson.copyOf(value)));
		return new AdditionalProperties(copy);
	}

	/**
	 * Return a copy with one more value.
	 * @param values the values by JSON name
	 * @param name the JSON name to add or replace
	 * @param value a plain value, see {@link ExactJson#valueOf(Object)}
	 * @return the copy
	 */
	public static Map<String, JsonNode> with(Map<String, JsonNode> values, String name, @Nullable Object value) {
		Map<String, JsonNode> copy = new LinkedHashMap<>(values);
		copy.put(name, ExactJson.copyOf(ExactJson.valueOf(value)));
		return new AdditionalProperties(copy);
	}

	/**
	 * Return a copy without one name, for a component that now holds a value.
	 * @param values the values by JSON name
	 * @param name the JSON name to omit
	 * @return the copy, or the same map when it has no such name
	 */
	public static Map<String, JsonNode> without(Map<String, JsonNode> values, String name) {
		if (!values.containsKey(name)) {
			return values;
		}
		Map<String, JsonNode> copy = new LinkedHashMap<>(values);
		copy.remove(name);
		return copyOf(copy);
	}

	@Override
	public Set<Entry<String, JsonNode>> entrySet() {
		return new AbstractSet<>() {

			@Override
			public Iterator<Entry<String, JsonNode>> iterator() {
				return AdditionalProperties.this.values.entrySet()
					.stream()
					.map((entry) -> Map.entry(entry.getKey(), ExactJson.copyOf(entry.getValue())))
					.iterator();
			}

			@Override
			public int size() {
				return AdditionalProperties.this.values.size();
			}

		};
	}

	@Override
	public @Nullable JsonNode get(@Nullable Object name) {
		JsonNode value = this.values.get(name);
		return (value != null) ? ExactJson.copyOf(value) : null;
	}

	@Override
	public boolean containsKey(@Nullable Object name) {
		return this.values.containsKey(name);
	}

	@Override
	public void forEach(BiConsumer<? super String, ? super JsonNode> action) {
		this.values.forEach((name, value) -> action.accept(name, ExactJson.copyOf(value)));
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return (other instanceof AdditionalProperties properties) ? this.values.equals(properties.values)
				: super.equals(other);
	}

	@Override
	public int hashCode() {
		return this.values.hashCode();
	}

	@Override
	public String toString() {
		return this.values.keySet().toString();
	}

}

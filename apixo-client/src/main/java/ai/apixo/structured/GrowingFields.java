package ai.apixo.structured;

import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The fields of an object that has many and is not closed yet. Snapshots are views of
 * their beginning, which never changes, so a field costs no more the more there are.
 * Other threads may read the views.
 */
final class GrowingFields {

	private final Map<String, Integer> numbers = new ConcurrentHashMap<>();

	private Field[] fields = new Field[128];

	private int size;

	/**
	 * Add a field.
	 * @param name a name that has not come before
	 * @param value the value
	 */
	void add(String name, JsonNode value) {
		if (this.size == this.fields.length) {
			this.fields = Arrays.copyOf(this.fields, 2 * this.size);
		}
		this.fields[this.size] = new Field(name, value);
		this.numbers.put(name, this.size++);
	}

	/**
	 * Return the fields so far.
	 * @param unfinished a further field, or {@code null}
	 * @return a view that does not change
	 */
	Map<String, JsonNode> soFar(@Nullable Field unfinished) {
		return new Beginning(this.fields, this.size, this.numbers, unfinished);
	}

	/**
	 * A field.
	 */
	static final class Field extends AbstractMap.SimpleImmutableEntry<String, JsonNode> {

		private static final long serialVersionUID = 1L;

		Field(String name, JsonNode value) {
			super(name, value);
		}

	}

	/**
	 * The first fields of an object, and perhaps an unfinished one behind them.
	 */
	private static final class Beginning extends AbstractMap<String, JsonNode> {

		private final Field[] fields;

		private final int finished;

		private final Map<String, Integer> numbers;

		private final @Nullable Field unfinished;

		private Beginning(Field[] fields, int finished, Map<String, Integer> numbers, @Nullable Field unfinished) {
			this.fields = fields;
			this.finished = finished;
			this.numbers = numbers;
			this.unfinished = unfinished;
		}

		@Override
		public int size() {
			return this.finished + ((this.unfinished != null) ? 1 : 0);
		}

		@Override
		public @Nullable JsonNode get(Object name) {
			if (this.unfinished != null && this.unfinished.getKey().equals(name)) {
				return this.unfinished.getValue();
			}
			Integer number = this.numbers.get(name);
			return (number != null && number < this.finished) ? this.fields[number].getValue() : null;
		}

		@Override
		public boolean containsKey(Object name) {
			return get(name) != null;
		}

		private Map.Entry<String, JsonNode> field(int index) {
			return (this.unfinished != null && index == this.finished) ? this.unfinished : this.fields[index];
		}

		@Override
		public Set<Map.Entry<String, JsonNode>> entrySet() {
			return new AbstractSet<>() {

				@Override
				public Iterator<Map.Entry<String, JsonNode>> iterator() {
					return new AbstractList<Map.Entry<String, JsonNode>>() {

						@Override
						public Map.Entry<String, JsonNode> get(int index) {
							return field(index);
						}

						@Override
						public int size() {
							return Beginning.this.size();
						}

					}.iterator();
				}

				@Override
				public int size() {
					return Beginning.this.size();
				}

			};
		}

	}

}

package ai.apixo.structured;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A list that is not closed yet. Snapshots are views of its beginning, which never
 * changes, so a long list costs no more than a short one.
 */
final class OpenList implements OpenContainer {

	private JsonNode[] elements = new JsonNode[8];

	private int size;

	@Override
	public void name(String name) {
		throw new IllegalStateException("A list has no names");
	}

	@Override
	public void add(JsonNode value) {
		if (this.size == this.elements.length) {
			this.elements = Arrays.copyOf(this.elements, 2 * this.size);
		}
		this.elements[this.size++] = value;
	}

	@Override
	public boolean awaitsValue() {
		return true;
	}

	@Override
	public JsonNode close() {
		return snapshot(null);
	}

	@Override
	public JsonNode snapshot(@Nullable JsonNode unfinished) {
		List<JsonNode> beginning = new Beginning(this.elements, this.size, unfinished);
		return new ArrayNode(JsonNodeFactory.instance, beginning);
	}

	/**
	 * The first elements of a list, and perhaps an unfinished one behind them.
	 */
	private static final class Beginning extends AbstractList<JsonNode> implements RandomAccess {

		private final JsonNode[] elements;

		private final int finished;

		private final @Nullable JsonNode unfinished;

		Beginning(JsonNode[] elements, int finished, @Nullable JsonNode unfinished) {
			this.elements = elements;
			this.finished = finished;
			this.unfinished = unfinished;
		}

		@Override
		public JsonNode get(int index) {
			Objects.checkIndex(index, size());
			return ((index < this.finished) ? this.elements[index] : Objects.requireNonNull(this.unfinished));
		}

		@Override
		public int size() {
			return this.finished + ((this.unfinished != null) ? 1 : 0);
		}

	}

}

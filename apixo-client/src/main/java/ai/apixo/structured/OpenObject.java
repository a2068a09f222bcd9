package ai.apixo.structured;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import ai.apixo.structured.GrowingFields.Field;

/**
 * An object that is not closed yet. Snapshots of one with few fields are copies.
 */
final class OpenObject implements OpenContainer {

	private static final int FEW = 64;

	private final Map<String, JsonNode> values = new LinkedHashMap<>(8);

	private @Nullable GrowingFields many;

	private @Nullable String name;

	@Override
	public void name(String name) {
		this.name = name;
	}

	@Override
	public void add(JsonNode value) {
		String added = Objects.requireNonNull(this.name);
		this.name = null;
		if (this.many == null && this.values.size() == FEW) {
			GrowingFields all = new GrowingFields();
			this.values.forEach(all::add);
			this.values.clear();
			this.many = all;
		}
		if (this.many != null) {
			this.many.add(added, value);
		}
		else {
			this.values.put(added, value);
		}
	}

	@Override
	public boolean awaitsValue() {
		return this.name != null;
	}

	@Override
	public JsonNode close() {
		return new ObjectNode(JsonNodeFactory.instance, (this.many != null) ? this.many.soFar(null) : this.values);
	}

	@Override
	public JsonNode snapshot(@Nullable JsonNode unfinished) {
		Field last = (unfinished != null) ? new Field(Objects.requireNonNull(this.name), unfinished) : null;
		return new ObjectNode(JsonNodeFactory.instance, (this.many != null) ? this.many.soFar(last) : copy(last));
	}

	private Map<String, JsonNode> copy(@Nullable Field last) {
		Map<String, JsonNode> copy = new LinkedHashMap<>(this.values);
		if (last != null) {
			copy.put(last.getKey(), last.getValue());
		}
		return copy;
	}

}

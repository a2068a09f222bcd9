package ai.apixo.structured;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An object that is not closed yet.
 */
final class OpenObject implements OpenContainer {

	private final Map<String, JsonNode> values = new LinkedHashMap<>(8);

	private @Nullable String name;

	@Override
	public void name(String name) {
		this.name = name;
	}

	@Override
	public void add(JsonNode value) {
		this.values.put(Objects.requireNonNull(this.name), value);
		this.name = null;
	}

	@Override
	public boolean awaitsValue() {
		return this.name != null;
	}

	@Override
	public JsonNode close() {
		return new ObjectNode(JsonNodeFactory.instance, this.values);
	}

	@Override
	public JsonNode snapshot(@Nullable JsonNode unfinished) {
		Map<String, JsonNode> copy = new LinkedHashMap<>(this.values);
		if (unfinished != null) {
			copy.put(Objects.requireNonNull(this.name), unfinished);
		}
		return new ObjectNode(JsonNodeFactory.instance, copy);
	}

}

package ai.apixo.client.decode;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * Reads the fields of an object that has known ones only, in any order, each once. A null
 * is kept as the general path keeps it, among the additional properties.
 */
abstract class PlainObject {

	final FieldNames names;

	private @Nullable Map<String, JsonNode> nulls;

	private int seen;

	PlainObject(FieldNames names) {
		this.names = names;
	}

	/**
	 * Read the object.
	 * @param json the cursor before it
	 * @return whether it is such an object
	 */
	final boolean read(JsonCursor json) {
		if (!json.take('{')) {
			return false;
		}
		int field = -1;
		do {
			field = this.names.take(json, field + 1);
			if (field < 0 || (this.seen & 1 << field) != 0) {
				return false;
			}
			this.seen |= 1 << field;
			String name = this.names.name(field);
			if (json.takeNull()) {
				addNull(name);
			}
			else if (!read(name, json)) {
				return false;
			}
		}
		while (json.take(','));
		return json.take('}');
	}

	/**
	 * Read the value of a field.
	 * @param name the name of the field
	 * @param json the cursor before the value
	 * @return whether it is of the shape that it has nearly always
	 */
	abstract boolean read(String name, JsonCursor json);

	final Map<String, JsonNode> nulls() {
		return (this.nulls != null) ? this.nulls : Map.of();
	}

	private void addNull(String name) {
		Map<String, JsonNode> all = this.nulls;
		if (all == null) {
			all = new LinkedHashMap<>(4);
			this.nulls = all;
		}
		all.put(name, NullNode.getInstance());
	}

}

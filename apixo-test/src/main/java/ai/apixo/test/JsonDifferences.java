package ai.apixo.test;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Where a request differs from a recorded one, path by path. The order of keys and white
 * space do not matter, digits do.
 */
final class JsonDifferences {

	private static final int LONGEST_VALUE = 120;

	private final List<String> found = new ArrayList<>();

	private JsonDifferences() {
	}

	static List<String> between(JsonNode recorded, JsonNode sent) {
		JsonDifferences differences = new JsonDifferences();
		differences.compare("", recorded, sent);
		return differences.found;
	}

	private void compare(String path, @Nullable JsonNode recorded, @Nullable JsonNode sent) {
		if (recorded != null && sent != null && recorded.isObject() && sent.isObject()) {
			Set<String> names = new LinkedHashSet<>(recorded.propertyNames());
			names.addAll(sent.propertyNames());
			names.forEach((name) -> compare(path + "/" + name.replace("~", "~0").replace("/", "~1"), recorded.get(name),
					sent.get(name)));
		}
		else if (recorded != null && sent != null && recorded.isArray() && sent.isArray()) {
			for (int i = 0; i < Math.max(recorded.size(), sent.size()); i++) {
				compare(path + "/" + i, recorded.get(i), sent.get(i));
			}
		}
		else if (!text(recorded).equals(text(sent))) {
			this.found.add((path.isEmpty() ? "/" : path) + ": recorded " + shortened(text(recorded)) + ", sent "
					+ shortened(text(sent)));
		}
	}

	private static String text(@Nullable JsonNode node) {
		return (node != null) ? node.toString() : "nothing";
	}

	private static String shortened(String text) {
		return (text.length() > LONGEST_VALUE) ? text.substring(0, LONGEST_VALUE) + ".." : text;
	}

}

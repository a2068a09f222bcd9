package ai.apixo.benchmarks.sidebyside;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import tools.jackson.databind.JsonNode;

/**
 * Where two JSON values differ. The order of keys does not matter, nor does {@code 1000}
 * against {@code 1000.0}.
 */
final class JsonDifferences {

	private final List<String> differences = new ArrayList<>();

	private JsonDifferences() {
	}

	static List<String> between(JsonNode ours, JsonNode theirs) {
		JsonDifferences result = new JsonDifferences();
		result.compare("", ours, theirs);
		return result.differences;
	}

	private void compare(String path, JsonNode ours, JsonNode theirs) {
		if (ours.isObject() && theirs.isObject()) {
			Set<String> names = new LinkedHashSet<>(ours.propertyNames());
			names.addAll(theirs.propertyNames());
			names.forEach((name) -> compare(path + "/" + name, ours.path(name), theirs.path(name)));
		}
		else if (ours.isArray() && theirs.isArray()) {
			for (int i = 0; i < Math.max(ours.size(), theirs.size()); i++) {
				compare(path + "/" + i, ours.path(i), theirs.path(i));
			}
		}
		else if (!same(ours, theirs)) {
			this.differences.add(path + ": " + describe(ours) + " / " + describe(theirs));
		}
	}

	private static boolean same(JsonNode ours, JsonNode theirs) {
		if (ours.isNumber() && theirs.isNumber()) {
			return ours.decimalValue().compareTo(theirs.decimalValue()) == 0;
		}
		return ours.equals(theirs);
	}

	private static String describe(JsonNode node) {
		return node.isMissingNode() ? "absent" : node.toString();
	}

}

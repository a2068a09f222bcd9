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

	/** How much of what is equal is shown ahead of a difference. */
	private static final int CONTEXT = 40;

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
			int same = mismatch(text(recorded), text(sent));
			this.found.add((path.isEmpty() ? "/" : path) + ": recorded " + around(same, text(recorded)) + ", sent "
					+ around(same, text(sent)));
		}
	}

	private static String text(@Nullable JsonNode node) {
		return (node != null) ? node.toString() : "nothing";
	}

	private static int mismatch(String recorded, String sent) {
		int same = 0;
		while (same < Math.min(recorded.length(), sent.length()) && recorded.charAt(same) == sent.charAt(same)) {
			same++;
		}
		return same;
	}

	/**
	 * Return the part of a text in which a difference begins.
	 */
	private static String around(int place, String text) {
		int begin = (text.length() > LONGEST_VALUE) ? Math.max(place - CONTEXT, 0) : 0;
		int end = Math.min(begin + LONGEST_VALUE, text.length());
		return ((begin > 0) ? ".." : "") + text.substring(begin, end) + ((end < text.length()) ? ".." : "");
	}

}

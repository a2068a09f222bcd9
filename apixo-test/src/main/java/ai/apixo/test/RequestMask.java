package ai.apixo.test;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Replaces values of a request that do not matter.
 */
final class RequestMask {

	private static final String MASKED = "***";

	private final List<List<String>> pointers;

	RequestMask(List<List<String>> pointers) {
		this.pointers = pointers;
	}

	/**
	 * Return a mask of further values.
	 */
	RequestMask and(String... pointers) {
		return new RequestMask(
				Stream.concat(this.pointers.stream(), Stream.of(pointers).map(RequestMask::names)).toList());
	}

	private static List<String> names(String pointer) {
		Objects.requireNonNull(pointer, "A JSON pointer must not be null");
		if (!pointer.startsWith("/")) {
			throw new IllegalArgumentException("\"" + pointer
					+ "\" is not a JSON pointer into a request; a pointer begins with '/', such as /metadata");
		}
		return Stream.of(pointer.substring(1).split("/", -1))
			.map((name) -> name.replace("~1", "/").replace("~0", "~"))
			.toList();
	}

	JsonNode apply(JsonNode request) {
		JsonNode masked = request.deepCopy();
		this.pointers.forEach((names) -> mask(masked, names));
		return masked;
	}

	private static void mask(JsonNode node, List<String> names) {
		String name = names.get(0);
		List<String> rest = names.subList(1, names.size());
		if (node instanceof ObjectNode object && object.has(name)) {
			if (rest.isEmpty()) {
				object.put(name, MASKED);
			}
			else {
				mask(object.get(name), rest);
			}
		}
		else if (node instanceof ArrayNode array) {
			for (int i = 0; i < array.size(); i++) {
				if (!name.equals("*") && !name.equals(String.valueOf(i))) {
					continue;
				}
				if (rest.isEmpty()) {
					array.set(i, MASKED);
				}
				else {
					mask(array.get(i), rest);
				}
			}
		}
	}

}

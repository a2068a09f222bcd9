package ai.apixo.client.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.ExactJson;

/**
 * What an error says, in the shape of the Messages API or in any that gateways and
 * frameworks give it: wrapped once more, as JSON in a string, flat, as a problem detail
 * (RFC 9457), as a list.
 *
 * @param type the word for the error, or {@code null}
 * @param sentence the most telling sentence, or {@code null}
 * @param statedStatus the HTTP status that the error states in a field, or {@code null}
 * @param requestId the gateway's id of the request, or {@code null}
 * @since 0.1.0
 */
public record ErrorBody(@Nullable String type, @Nullable String sentence, @Nullable Integer statedStatus,
		@Nullable String requestId) {

	private static final String ERROR = "error";

	private static final int MAX_DEPTH = 5;

	/**
	 * What Spring Boot says where it says nothing.
	 */
	private static final String NO_SENTENCE = "No message available";

	/**
	 * How many entries of a list are repeated.
	 */
	private static final int MAX_ENTRIES = 3;

	private static final Pattern GOOD_CODE = Pattern.compile("0|2[0-9]{2}");

	private static final List<String> SENTENCES = List.of("message", "detail", "error_description", "errorMessage",
			"error_message", "Message", "msg", ERROR, "errors", "description", "title", "reason");

	private static final List<String> STATUSES = List.of("code", "status", "status_code", "statusCode", "http_status",
			"httpStatus", "http_code");

	/**
	 * Read an error.
	 * @param error any JSON that came in the place of an error
	 * @return what it says
	 */
	public static ErrorBody of(JsonNode error) {
		JsonNode json = isNamedException(error) ? error.iterator().next() : error;
		List<JsonNode> layers = layers(json);
		return new ErrorBody(first(layers, ErrorBody::type), sentence(json, 0), first(layers, ErrorBody::status),
				first(layers, (layer) -> string(layer.path("request_id"))));
	}

	/**
	 * Return whether JSON that came with a good status is an error. What may be an answer
	 * is none.
	 * @param json the JSON
	 * @return whether it says so itself
	 */
	public static boolean isError(JsonNode json) {
		if (json.isArray()) {
			return json.path(0).path(ERROR).isObject();
		}
		if (!json.isObject() || hasContent(json)) {
			return false;
		}
		if (json.hasNonNull("content") || json.path("type").asString("").equals("message")) {
			return sentence(json.get(ERROR), 0) != null;
		}
		return json.hasNonNull(ERROR) || json.hasNonNull("errors") || json.path("type").asString("").endsWith(ERROR)
				|| isFalse(json.path("success")) || isFalse(json.path("ok")) || json.path("__type").isString()
				|| List.of("fail", "failed", "failure", ERROR).contains(json.path("status").asString(""))
				|| isCoded(json) || isNamedException(json) || (json.size() == 1 && json.has("detail"));
	}

	private static boolean hasContent(JsonNode json) {
		JsonNode content = json.path("content");
		return content.isString() ? !content.stringValue().isBlank() : !content.isEmpty();
	}

	private static boolean isFalse(JsonNode node) {
		return node.asString("").equals("false");
	}

	/**
	 * Return whether an error is told by a status or by a code of the gateway's own.
	 */
	private static boolean isCoded(JsonNode json) {
		return status(json) != null || (json.path("code").isIntegralNumber()
				&& !GOOD_CODE.matcher(json.path("code").asString()).matches() && json.path("msg").isString());
	}

	/**
	 * Return whether the only field is an error under the name of its class.
	 */
	private static boolean isNamedException(JsonNode json) {
		return json.isObject() && json.size() == 1 && json.propertyNames().iterator().next().endsWith("Exception")
				&& json.iterator().next().isObject();
	}

	/**
	 * The error and those that it holds, from the outermost to the innermost.
	 */
	private static List<JsonNode> layers(JsonNode json) {
		List<JsonNode> layers = new ArrayList<>();
		JsonNode layer = unwrapped(json);
		while (layer != null && layers.size() < MAX_DEPTH) {
			layers.add(layer);
			layer = inner(layer);
		}
		return layers;
	}

	private static @Nullable JsonNode inner(JsonNode layer) {
		for (String name : List.of(ERROR, "message", "detail", "errors")) {
			JsonNode inner = unwrapped(layer.path(name));
			if (inner != null) {
				return inner;
			}
		}
		return null;
	}

	/**
	 * An object, also if it is the first of a list or written into a string.
	 */
	private static @Nullable JsonNode unwrapped(JsonNode node) {
		JsonNode value = node.isString() ? parsed(node.stringValue()) : node;
		if (value != null && value.isArray() && !value.isEmpty()) {
			value = value.get(0);
		}
		return (value != null && value.isObject()) ? value : null;
	}

	private static @Nullable JsonNode parsed(String text) {
		String json = text.strip();
		if (!json.startsWith("{") && !json.startsWith("[")) {
			return null;
		}
		try {
			return ExactJson.parse(json);
		}
		catch (JacksonException | NumberFormatException ex) {
			return null;
		}
	}

	private static <T> @Nullable T first(List<JsonNode> layers, Reading<T> reading) {
		return layers.stream().map(reading::of).filter(Objects::nonNull).findFirst().orElse(null);
	}

	/**
	 * Not the {@code error} that only announces one, and not the URI of a problem detail.
	 */
	private static @Nullable String type(JsonNode layer) {
		String type = string(layer.path("type"));
		boolean isWord = type != null && !type.equals(ERROR) && !type.equals("message") && type.indexOf(':') < 0
				&& type.indexOf('/') < 0;
		return (isWord && !isDetailOfValidation(layer)) ? type : null;
	}

	private static boolean isDetailOfValidation(JsonNode layer) {
		return layer.path("loc").isArray();
	}

	private static @Nullable Integer status(JsonNode layer) {
		for (String name : STATUSES) {
			String digits = layer.path(name).asString("").strip();
			if (digits.matches("[45][0-9][0-9]")) {
				return Integer.valueOf(digits);
			}
		}
		return null;
	}

	private static @Nullable String sentence(@Nullable JsonNode node, int depth) {
		if (node == null || depth > MAX_DEPTH) {
			return null;
		}
		if (node.isString()) {
			JsonNode json = parsed(node.stringValue());
			String inner = sentence(json, depth + 1);
			return (inner != null) ? inner : string(node);
		}
		return node.isArray() ? ofEntries(node, depth) : node.isObject() ? ofFields(node, depth) : null;
	}

	private static @Nullable String ofEntries(JsonNode array, int depth) {
		List<String> sentences = new ArrayList<>();
		for (JsonNode entry : array) {
			String sentence = sentence(entry, depth + 1);
			if (sentence != null && !sentences.contains(sentence)) {
				sentences.add(sentence);
			}
			if (sentences.size() == MAX_ENTRIES) {
				break;
			}
		}
		return sentences.isEmpty() ? null : String.join("; ", sentences);
	}

	private static @Nullable String ofFields(JsonNode object, int depth) {
		JsonNode error = object.path(ERROR);
		String best = (error.isObject() || (error.isString() && parsed(error.stringValue()) != null))
				? sentence(error, depth + 1) : null;
		for (String name : SENTENCES) {
			if (best == null || isBare(best)) {
				String sentence = sentence(object.get(name), depth + 1);
				best = (sentence != null && (best == null || !isBare(sentence))) ? sentence : best;
			}
		}
		return (best != null && isDetailOfValidation(object)) ? best + " (" + path(object.path("loc")) + ")" : best;
	}

	/**
	 * Whether a text is only a word, or a reason phrase such as "Payload Too Large".
	 */
	private static boolean isBare(String text) {
		return text.matches("\\S+|(\\p{Lu}\\S* ){1,4}\\p{Lu}\\S*");
	}

	private static String path(JsonNode location) {
		List<String> names = new ArrayList<>();
		location.forEach((name) -> names.add(name.asString("")));
		return String.join(".", names);
	}

	private static @Nullable String string(JsonNode node) {
		String text = node.isString() ? node.stringValue().strip() : "";
		return (text.isEmpty() || text.equals(NO_SENTENCE)) ? null : text;
	}

	/**
	 * Reads something out of one layer of an error.
	 *
	 * @param <T> what is read
	 */
	@FunctionalInterface
	private interface Reading<T> {

		@Nullable T of(JsonNode layer);

	}

}

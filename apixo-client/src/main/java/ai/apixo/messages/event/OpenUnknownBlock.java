package ai.apixo.messages.event;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.content.UnknownBlock;

/**
 * A block that stays JSON. Deltas are folded into it by the names of their fields, so
 * that nothing is lost when it is sent back (MSG-5): arguments into {@code input},
 * citations into {@code citations}, any other string into the field of its own name.
 */
final class OpenUnknownBlock implements OpenBlock {

	private static final String INPUT = "input";

	private static final String CITATIONS = "citations";

	private final UnknownBlock start;

	private final ObjectNode raw;

	private final Set<String> fields;

	private final Map<String, StringBuilder> strings = new HashMap<>();

	private final List<JsonNode> citations = new ArrayList<>();

	private final ToolArguments arguments = new ToolArguments();

	private @Nullable JsonNode parsedInput;

	private int parsedLength = -1;

	OpenUnknownBlock(UnknownBlock start) {
		this.start = start;
		this.raw = (ObjectNode) start.raw();
		this.fields = fieldsOf(start);
	}

	/**
	 * Return the names of the fields that can grow: those that are there, if only null,
	 * and have the shape.
	 */
	static Set<String> fieldsOf(UnknownBlock block) {
		Set<String> fields = new HashSet<>();
		block.raw().forEachEntry((name, value) -> {
			boolean grows = switch (name) {
				case "type" -> false;
				case INPUT -> true;
				case CITATIONS -> value.isArray() || value.isNull();
				default -> value.isString() || value.isNull();
			};
			if (grows) {
				fields.add(name);
			}
		});
		return fields;
	}

	/**
	 * Return the name of the field that a delta of a known type lets grow.
	 */
	static String fieldOf(ContentDelta delta) {
		if (delta instanceof TextDelta) {
			return "text";
		}
		if (delta instanceof ThinkingDelta) {
			return "thinking";
		}
		if (delta instanceof SignatureDelta) {
			return "signature";
		}
		return (delta instanceof CitationsDelta) ? CITATIONS : INPUT;
	}

	@Override
	public void accept(ContentDelta delta) {
		if (delta instanceof TextDelta text) {
			append("text", text.text());
			text.additionalProperties().forEach(this::fold);
		}
		else if (delta instanceof ThinkingDelta thinking) {
			append("thinking", thinking.thinking());
			thinking.additionalProperties().forEach(this::fold);
		}
		else if (delta instanceof SignatureDelta signature) {
			append("signature", signature.signature());
			signature.additionalProperties().forEach(this::fold);
		}
		else if (delta instanceof CitationsDelta citation) {
			this.citations.add(CitationJson.of(citation.citation()));
			citation.additionalProperties().forEach(this::fold);
		}
		else if (delta instanceof InputJsonDelta input) {
			this.arguments.add(input);
			input.additionalProperties().forEach(this::fold);
		}
		else if (delta instanceof UnknownDelta unknown) {
			unknown.raw().forEachEntry(this::fold);
		}
	}

	private void fold(String name, JsonNode value) {
		if (name.equals("partial_json") && this.fields.contains(INPUT)) {
			this.arguments.add(value);
		}
		else if (name.equals("citation") && this.fields.contains(CITATIONS)) {
			this.citations.add(value);
		}
		else if (value.isString() && !name.equals(INPUT) && !name.equals(CITATIONS)) {
			append(name, value.stringValue());
		}
	}

	private void append(String name, String value) {
		if (this.fields.contains(name)) {
			this.strings.computeIfAbsent(name, (key) -> new StringBuilder(stringOf(key))).append(value);
		}
	}

	private String stringOf(String name) {
		return this.raw.path(name).stringValue("");
	}

	@Override
	public void complete() {
		if (this.parsedLength != this.arguments.length()) {
			this.parsedLength = this.arguments.length();
			this.parsedInput = this.arguments.isEmpty() ? null : this.arguments.value();
		}
	}

	@Override
	public ContentBlock soFar() {
		JsonNode parsed = (this.parsedLength == this.arguments.length()) ? this.parsedInput : null;
		String unparsedInput = (parsed != null && parsed.isObject()) ? null : this.arguments.text();
		if (this.arguments.isEmpty() && this.strings.isEmpty() && this.citations.isEmpty()) {
			return this.start;
		}
		ObjectNode raw = this.raw.objectNode();
		raw.setAll(this.raw);
		this.strings.forEach((name, value) -> raw.put(name, value.toString()));
		if (!this.citations.isEmpty()) {
			raw.putArray(CITATIONS).addAll(this.raw.path(CITATIONS).values()).addAll(this.citations);
		}
		if (parsed != null) {
			raw.set(INPUT, parsed);
		}
		return new UnknownBlock(this.start.type(), raw, unparsedInput);
	}

}

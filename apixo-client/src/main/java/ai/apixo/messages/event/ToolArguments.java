package ai.apixo.messages.event;

import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.ExactJson;

/**
 * The arguments of a tool call: pieces that are joined as text and parsed once, at the
 * end (MSG-8).
 */
final class ToolArguments {

	private static final String DELTA_TYPE = "input_json_delta";

	private static final String FIELD = "partial_json";

	/** Where some gateways put the arguments in one piece. */
	private static final String WHOLE = "input";

	private final StringBuilder text = new StringBuilder();

	private boolean blank = true;

	private boolean misshapen;

	static boolean areIn(ContentDelta delta) {
		return delta instanceof InputJsonDelta
				|| (delta instanceof UnknownDelta unknown && unknown.type().equals(DELTA_TYPE));
	}

	void add(ContentDelta delta) {
		if (delta instanceof InputJsonDelta inputJsonDelta) {
			append(inputJsonDelta.partialJson());
			JsonNode whole = inputJsonDelta.additionalProperties().get(WHOLE);
			if (whole != null && inputJsonDelta.partialJson().isEmpty()) {
				add(whole);
			}
		}
		else if (delta instanceof UnknownDelta unknown) {
			add(unknown.raw().path(FIELD));
		}
	}

	/**
	 * Return how long the pieces are, which tells whether one more came.
	 */
	int length() {
		return this.text.length();
	}

	/**
	 * Add a piece that should have been a string. A single object is taken for the
	 * arguments; of anything else only the text is kept, because nobody knows what it is
	 * a piece of (MSG-10).
	 */
	void add(JsonNode piece) {
		if (piece.isString()) {
			append(piece.stringValue());
		}
		else if (!piece.isMissingNode() && !piece.isNull()) {
			this.misshapen |= !piece.isObject() || !this.blank;
			append(piece.toString());
		}
	}

	private void append(String piece) {
		this.text.append(piece);
		this.blank = this.blank && piece.trim().isEmpty();
	}

	/**
	 * Return whether nothing but white space came.
	 */
	boolean isEmpty() {
		return this.blank;
	}

	/**
	 * Return the pieces joined.
	 */
	@Nullable String text() {
		return this.blank ? null : this.text.toString();
	}

	/**
	 * Return the value that the pieces are.
	 * @return the value, an object unless the pieces say otherwise; {@code null} if they
	 * are not JSON
	 */
	@Nullable JsonNode value() {
		JsonNode value = this.misshapen ? null : ExactJson.parseIfValid(this.text.toString());
		return (value != null) ? Objects.requireNonNullElse(ExactJson.objectOf(value), value) : null;
	}

}

package ai.apixo.messages.content;

import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.ExactJson;

/**
 * A block of a type that this version does not know, or one that lacks a required field.
 * It is written back exactly as it arrived, with the streamed additions in the fields of
 * the same names.
 * <p>
 * Created by the library. Construct one to send a block for which this version has no
 * type.
 *
 * @param type {@code type}, empty if absent
 * @param raw the whole JSON object
 * @param unparsedInput the streamed arguments as raw text when they are not JSON, because
 * the response was cut in the middle of them or has not got further yet; {@code input} in
 * the JSON is then the value that the block started with. Not a field of the wire format.
 * @since 0.1.0
 */
public record UnknownBlock(String type, JsonNode raw, @Nullable String unparsedInput) implements ContentBlock {

	/**
	 * Create an unknown block.
	 * @param type {@code type}, empty if absent
	 * @param raw the whole JSON object
	 * @param unparsedInput the streamed arguments as raw text when they are not JSON,
	 * because the response was cut in the middle of them or has not got further yet;
	 * {@code input} in the JSON is then the value that the block started with. Not a
	 * field of the wire format.
	 */
	public UnknownBlock {
		Objects.requireNonNull(type, "'type' must not be null");
		raw = ExactJson.copyOf(raw);
	}

	/**
	 * Create a block without arguments that are still text.
	 * @param type {@code type}, empty if absent
	 * @param raw the whole JSON object
	 */
	public UnknownBlock(String type, JsonNode raw) {
		this(type, raw, null);
	}

	/**
	 * Return the whole JSON value.
	 * @return a copy, which may be changed
	 */
	@Override
	public JsonNode raw() {
		return ExactJson.copyOf(this.raw);
	}

	@Override
	public String toString() {
		return "UnknownBlock[type=" + this.type + "]";
	}

}

package ai.apixo.messages.event;

import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.raw.ExactJson;

/**
 * The pieces of a tool's arguments are joined as text and parsed once, at the end
 * (MSG-8). Until then, and when they are not JSON because the turn was cut (MSG-9), they
 * can be had as text beside the arguments that the block started with.
 */
final class OpenToolUse implements OpenBlock {

	private final JsonNode startInput;

	private final BiFunction<JsonNode, @Nullable String, ContentBlock> withInput;

	private final StringBuilder json = new StringBuilder();

	OpenToolUse(JsonNode startInput, BiFunction<JsonNode, @Nullable String, ContentBlock> withInput) {
		this.startInput = startInput;
		this.withInput = withInput;
	}

	@Override
	public void accept(ContentDelta delta) {
		if (delta instanceof InputJsonDelta inputJsonDelta) {
			this.json.append(inputJsonDelta.partialJson());
		}
	}

	@Override
	public ContentBlock soFar() {
		String joined = this.json.toString();
		return this.withInput.apply(this.startInput, isWhiteSpace(joined) ? null : joined);
	}

	@Override
	public ContentBlock complete() {
		String joined = this.json.toString();
		if (isWhiteSpace(joined)) {
			return soFar();
		}
		try {
			return this.withInput.apply(ExactJson.parse(joined), null);
		}
		catch (JacksonException ex) {
			return soFar();
		}
	}

	private static boolean isWhiteSpace(String json) {
		return json.trim().isEmpty();
	}

}

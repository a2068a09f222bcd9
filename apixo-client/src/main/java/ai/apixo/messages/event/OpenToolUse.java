package ai.apixo.messages.event;

import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.content.ContentBlock;

/**
 * A tool call. Until its end, and when its arguments are not one JSON object because the
 * turn was cut (MSG-9), they can be had as text beside the input that the block started
 * with.
 */
final class OpenToolUse implements OpenBlock {

	private final ContentBlock start;

	private final JsonNode startInput;

	private final BiFunction<JsonNode, @Nullable String, ContentBlock> withInput;

	private final ToolArguments arguments = new ToolArguments();

	private @Nullable ContentBlock complete;

	OpenToolUse(ContentBlock start, JsonNode startInput,
			BiFunction<JsonNode, @Nullable String, ContentBlock> withInput) {
		this.start = start;
		this.startInput = startInput;
		this.withInput = withInput;
	}

	@Override
	public void accept(ContentDelta delta) {
		int length = this.arguments.length();
		this.arguments.add(delta);
		if (this.arguments.length() > length) {
			this.complete = null;
		}
	}

	@Override
	public ContentBlock soFar() {
		if (this.complete != null) {
			return this.complete;
		}
		String text = this.arguments.text();
		return (text != null) ? this.withInput.apply(this.startInput, text) : this.start;
	}

	@Override
	public void complete() {
		if (this.complete == null) {
			JsonNode value = this.arguments.isEmpty() ? null : this.arguments.value();
			this.complete = (value != null) ? withInput(value) : soFar();
		}
	}

	private ContentBlock withInput(JsonNode value) {
		return this.withInput.apply(value, value.isObject() ? null : this.arguments.text());
	}

	@Nullable String arguments() {
		return this.arguments.text();
	}

	boolean isComplete() {
		return this.complete != null;
	}

	/**
	 * Return whether no arguments came, neither in pieces nor with the start.
	 */
	boolean hasNoArguments() {
		return this.arguments.isEmpty() && this.startInput.isObject() && this.startInput.isEmpty();
	}

	/**
	 * Return the call with arguments that may be its own: they came for a block that is
	 * none, and without them the call would look complete (MSG-10).
	 */
	ContentBlock inDoubt(String arguments) {
		return this.withInput.apply(this.startInput, arguments);
	}

}

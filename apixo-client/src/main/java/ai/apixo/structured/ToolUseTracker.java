package ai.apixo.structured;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.content.ToolUseBlock;
import ai.apixo.messages.event.ContentBlockDelta;
import ai.apixo.messages.event.ContentBlockStart;
import ai.apixo.messages.event.ContentBlockStop;
import ai.apixo.messages.event.ContentDelta;
import ai.apixo.messages.event.InputJsonDelta;
import ai.apixo.messages.event.MessageAccumulator;
import ai.apixo.messages.event.MessageStart;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.messages.event.UnknownDelta;
import ai.apixo.messages.raw.ExactJson;

/**
 * The document is the input of the first call of {@code answer} (STR-17). The input of
 * the start counts if no piece follows; an empty one waits for what comes next, because
 * it may be all that came of a call that was cut. What a piece is, and that a string may
 * hold the object, is what {@link MessageAccumulator} says.
 */
final class ToolUseTracker implements DocumentTracker {

	private static final int NONE = -1;

	/** The maximum size of a string that holds the document, in characters. */
	private static final int MAX_HELD = 16 * 1024 * 1024;

	private int document = NONE;

	private boolean found;

	/** Whether no other block has started behind the document. */
	private boolean latest;

	private boolean replaced;

	private @Nullable JsonNode started;

	/** Whether a piece with more than white space has come. */
	private boolean begun;

	/** The pieces of a string that holds the document. */
	private @Nullable StringBuilder held;

	@Override
	public @Nullable String accept(StreamEvent event) {
		if (event instanceof ContentBlockDelta delta) {
			String piece = isDocument(delta.index()) ? pieceOf(delta.delta()) : null;
			return (piece != null) ? piece(piece) : null;
		}
		if (!this.found) {
			return find(event);
		}
		if (event instanceof ContentBlockStop stop && isDocument(stop.index())) {
			boolean waits = this.started != null && this.started.isEmpty();
			return waits ? null : whole();
		}
		if (event instanceof ContentBlockStart start) {
			this.latest = false;
			this.replaced |= start.index() == this.document;
		}
		return null;
	}

	@Override
	public @Nullable String end(boolean cut) {
		boolean missing = cut && this.latest && this.started != null && this.started.isEmpty();
		return missing ? null : whole();
	}

	/**
	 * Return whether an event is about the document: one without index is about the
	 * latest block.
	 */
	private boolean isDocument(int index) {
		return this.found && ((index < 0) ? this.latest : index == this.document && !this.replaced);
	}

	/**
	 * Return the text of a piece, which some gateways send as an object.
	 */
	private static @Nullable String pieceOf(ContentDelta delta) {
		if (delta instanceof InputJsonDelta input) {
			JsonNode whole = input.additionalProperties().get("input");
			return (whole != null && input.partialJson().isEmpty()) ? textOf(whole) : input.partialJson();
		}
		boolean misshapen = delta instanceof UnknownDelta unknown && unknown.type().equals("input_json_delta");
		return misshapen ? textOf(((UnknownDelta) delta).raw().path("partial_json")) : null;
	}

	private static @Nullable String textOf(JsonNode piece) {
		if (piece.isString()) {
			return piece.stringValue();
		}
		return (piece.isMissingNode() || piece.isNull()) ? null : piece.toString();
	}

	private @Nullable String piece(String text) {
		if (!text.isBlank()) {
			this.started = null;
			if (!this.begun && text.stripLeading().startsWith("\"")) {
				this.held = new StringBuilder();
			}
			this.begun = true;
		}
		if (this.held == null) {
			return text;
		}
		this.held.append(text);
		return (this.held.length() > MAX_HELD) ? whole() : null;
	}

	/**
	 * Return what came in one piece, or is to be read as one.
	 */
	private @Nullable String whole() {
		JsonNode input = this.started;
		if (this.held != null) {
			String text = this.held.toString();
			JsonNode string = ExactJson.parseIfValid(text);
			input = (string != null) ? ExactJson.objectOf(string) : null;
			this.held = null;
			return (input != null) ? input.toString() : text;
		}
		this.started = null;
		return (input != null) ? input.toString() : null;
	}

	private @Nullable String find(StreamEvent event) {
		if (event instanceof ContentBlockStart start && start.contentBlock() instanceof ToolUseBlock call
				&& call.name().equals(ToolForm.NAME)) {
			this.found = true;
			this.latest = true;
			this.document = start.index();
			this.started = call.input();
		}
		return (event instanceof MessageStart start) ? wholeOf(start) : null;
	}

	// A gateway may put whole blocks into message_start.
	private @Nullable String wholeOf(MessageStart start) {
		for (ContentBlock block : start.message().content()) {
			if (block instanceof ToolUseBlock call && call.name().equals(ToolForm.NAME)) {
				this.found = true;
				return call.input().toString();
			}
		}
		return null;
	}

}

package ai.apixo.structured;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.content.ToolUseBlock;
import ai.apixo.messages.event.ContentBlockDelta;
import ai.apixo.messages.event.ContentBlockStart;
import ai.apixo.messages.event.ContentBlockStop;
import ai.apixo.messages.event.InputJsonDelta;
import ai.apixo.messages.event.MessageStart;
import ai.apixo.messages.event.StreamEvent;

/**
 * The document is the input of the first call of {@code answer} (STR-17). The input of
 * the start counts if no piece follows; an empty one waits for what comes next, because
 * it may be all that came of a call that was cut.
 */
final class ToolUseTracker implements DocumentTracker {

	private static final int NONE = -1;

	private int document = NONE;

	private boolean found;

	/** Whether no other block has started behind the document. */
	private boolean latest;

	private boolean replaced;

	private @Nullable JsonNode started;

	@Override
	public @Nullable String accept(StreamEvent event) {
		if (event instanceof ContentBlockDelta delta) {
			return (delta.delta() instanceof InputJsonDelta input && isDocument(delta.index()))
					? piece(input.partialJson()) : null;
		}
		if (!this.found) {
			return find(event);
		}
		if (event instanceof ContentBlockStop stop && isDocument(stop.index())) {
			return (this.started != null && !this.started.isEmpty()) ? started() : null;
		}
		if (event instanceof ContentBlockStart start) {
			this.latest = false;
			this.replaced |= start.index() == this.document;
			return started();
		}
		return null;
	}

	@Override
	public @Nullable String end(boolean cut) {
		return (cut && this.started != null && this.started.isEmpty()) ? null : started();
	}

	/**
	 * Return whether an event is about the document: one without index is about the
	 * latest block.
	 */
	private boolean isDocument(int index) {
		return this.found && ((index < 0) ? this.latest : index == this.document && !this.replaced);
	}

	private String piece(String text) {
		if (!text.isBlank()) {
			this.started = null;
		}
		return text;
	}

	private @Nullable String started() {
		JsonNode input = this.started;
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
		return (event instanceof MessageStart start) ? whole(start) : null;
	}

	// A gateway may put whole blocks into message_start.
	private @Nullable String whole(MessageStart start) {
		for (ContentBlock block : start.message().content()) {
			if (block instanceof ToolUseBlock call && call.name().equals(ToolForm.NAME)) {
				this.found = true;
				return call.input().toString();
			}
		}
		return null;
	}

}

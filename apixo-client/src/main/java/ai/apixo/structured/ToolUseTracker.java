package ai.apixo.structured;

import org.jspecify.annotations.Nullable;

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
 * the start counts if no piece follows.
 */
final class ToolUseTracker implements DocumentTracker {

	private static final int NONE = -1;

	private int document = NONE;

	private boolean found;

	private @Nullable String started;

	@Override
	public @Nullable String accept(StreamEvent event) {
		if (event instanceof ContentBlockDelta delta) {
			return (delta.index() == this.document && delta.delta() instanceof InputJsonDelta input)
					? piece(input.partialJson()) : null;
		}
		if (this.found) {
			return (event instanceof ContentBlockStop stop && stop.index() == this.document) ? stop() : null;
		}
		if (event instanceof ContentBlockStart start && start.contentBlock() instanceof ToolUseBlock call
				&& call.name().equals(ToolForm.NAME)) {
			this.found = true;
			this.document = start.index();
			this.started = call.input().toString();
		}
		return (event instanceof MessageStart start) ? whole(start) : null;
	}

	private String piece(String text) {
		if (!text.isEmpty()) {
			this.started = null;
		}
		return text;
	}

	private @Nullable String stop() {
		this.document = NONE;
		return this.started;
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

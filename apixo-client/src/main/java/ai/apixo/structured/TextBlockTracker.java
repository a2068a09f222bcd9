package ai.apixo.structured;

import java.util.HashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.content.TextBlock;
import ai.apixo.messages.event.ContentBlockDelta;
import ai.apixo.messages.event.ContentBlockStart;
import ai.apixo.messages.event.ContentBlockStop;
import ai.apixo.messages.event.MessageStart;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.messages.event.TextDelta;

/**
 * The document is the first text block that begins with a brace (STR-17).
 */
final class TextBlockTracker implements DocumentTracker {

	private static final int NONE = -1;

	/** Blocks of which only white space has come. */
	private final Set<Integer> undecided = new HashSet<>();

	private int document = NONE;

	private boolean found;

	@Override
	public @Nullable String accept(StreamEvent event) {
		if (event instanceof ContentBlockDelta delta && delta.delta() instanceof TextDelta text) {
			return piece(delta.index(), text.text());
		}
		if (event instanceof ContentBlockStart start && start.contentBlock() instanceof TextBlock text && !this.found) {
			this.undecided.add(start.index());
			return piece(start.index(), text.text());
		}
		if (event instanceof ContentBlockStop stop) {
			this.undecided.remove(stop.index());
			this.document = (stop.index() == this.document) ? NONE : this.document;
		}
		return (event instanceof MessageStart start && !this.found) ? whole(start) : null;
	}

	private @Nullable String piece(int index, String text) {
		if (index == this.document) {
			return text;
		}
		if (this.found || !this.undecided.contains(index)) {
			return null;
		}
		int start = OutputConfigForm.skipSpace(text);
		if (start == text.length()) {
			return null;
		}
		this.undecided.remove(index);
		if (text.charAt(start) != '{') {
			return null;
		}
		this.document = index;
		this.found = true;
		return text;
	}

	// A gateway may put whole blocks into message_start.
	private @Nullable String whole(MessageStart start) {
		for (ContentBlock block : start.message().content()) {
			if (block instanceof TextBlock text && OutputConfigForm.beginsDocument(text.text())) {
				this.found = true;
				return text.text();
			}
		}
		return null;
	}

}

package ai.apixo.structured;

import java.util.HashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.content.TextBlock;
import ai.apixo.messages.event.MessageAccumulator;
import ai.apixo.messages.event.MessageStart;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.messages.event.StreamedText;

/**
 * The document is the first text block that begins with a brace (STR-17). Which text
 * belongs to which block is what {@link MessageAccumulator} says, so that a stream has
 * the document of the whole message.
 */
final class TextBlockTracker implements DocumentTracker {

	private static final int NONE = -1;

	/** The document came whole with the start of the message. */
	private static final int WHOLE = -2;

	private final StreamedText texts = new StreamedText();

	/** Blocks that have begun with something else. */
	private final Set<Integer> others = new HashSet<>();

	private int document = NONE;

	@Override
	public @Nullable String accept(StreamEvent event) {
		boolean text = this.texts.accept(event);
		if (event instanceof MessageStart start) {
			return (this.document == NONE) ? whole(start) : null;
		}
		return text ? piece(this.texts.block(), StreamedText.of(event)) : null;
	}

	@Override
	public @Nullable String end(boolean cut) {
		return null;
	}

	private @Nullable String piece(int block, String text) {
		if (block == this.document) {
			return text;
		}
		if (this.document != NONE || this.others.contains(block)) {
			return null;
		}
		int start = OutputConfigForm.skipSpace(text);
		if (start == text.length()) {
			return null;
		}
		if (text.charAt(start) != '{') {
			this.others.add(block);
			return null;
		}
		this.document = block;
		return text;
	}

	// A gateway may put whole blocks into message_start.
	private @Nullable String whole(MessageStart start) {
		for (ContentBlock block : start.message().content()) {
			if (block instanceof TextBlock text && OutputConfigForm.beginsDocument(text.text())) {
				this.document = WHOLE;
				return text.text();
			}
		}
		return null;
	}

}

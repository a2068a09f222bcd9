package ai.apixo.messages.event;

import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.content.ServerToolUseBlock;
import ai.apixo.messages.content.TextBlock;
import ai.apixo.messages.content.ThinkingBlock;
import ai.apixo.messages.content.ToolUseBlock;

/**
 * A block that still grows.
 */
interface OpenBlock {

	// Take a delta; one that does not fit this kind of block changes nothing (MSG-10).
	void accept(ContentDelta delta);

	// The block as far as it got.
	ContentBlock soFar();

	// The block when nothing more will come.
	default ContentBlock complete() {
		return soFar();
	}

	static OpenBlock of(ContentBlock start) {
		if (start instanceof TextBlock text) {
			return new OpenTextBlock(text);
		}
		if (start instanceof ThinkingBlock thinking) {
			return new OpenThinkingBlock(thinking);
		}
		if (start instanceof ToolUseBlock toolUse) {
			return new OpenToolUse(toolUse.input(), toolUse::withInput);
		}
		if (start instanceof ServerToolUseBlock toolUse) {
			return new OpenToolUse(toolUse.input(), toolUse::withInput);
		}
		return new ClosedBlock(start);
	}

}

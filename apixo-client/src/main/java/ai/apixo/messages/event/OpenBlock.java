package ai.apixo.messages.event;

import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.content.ServerToolUseBlock;
import ai.apixo.messages.content.TextBlock;
import ai.apixo.messages.content.ThinkingBlock;
import ai.apixo.messages.content.ToolUseBlock;
import ai.apixo.messages.content.UnknownBlock;

/**
 * A block that grows.
 */
interface OpenBlock {

	/**
	 * Take a delta of the kind of this block, also after its end.
	 */
	void accept(ContentDelta delta);

	/**
	 * Take note that the block has ended.
	 */
	void complete();

	/**
	 * Return the block as far as it got.
	 */
	ContentBlock soFar();

	static OpenBlock of(ContentBlock start) {
		if (start instanceof TextBlock text) {
			return new OpenTextBlock(text);
		}
		if (start instanceof ThinkingBlock thinking) {
			return new OpenThinkingBlock(thinking);
		}
		if (start instanceof ToolUseBlock toolUse) {
			return new OpenToolUse(toolUse, toolUse.input(), toolUse::withInput);
		}
		if (start instanceof ServerToolUseBlock toolUse) {
			return new OpenToolUse(toolUse, toolUse.input(), toolUse::withInput);
		}
		return (start instanceof UnknownBlock unknown) ? new OpenUnknownBlock(unknown) : new WholeBlock(start);
	}

}

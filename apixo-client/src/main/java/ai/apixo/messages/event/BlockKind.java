package ai.apixo.messages.event;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.content.ServerToolUseBlock;
import ai.apixo.messages.content.TextBlock;
import ai.apixo.messages.content.ThinkingBlock;
import ai.apixo.messages.content.ToolUseBlock;
import ai.apixo.messages.content.UnknownBlock;

/**
 * What a block grows by, and what a delta lets grow.
 */
enum BlockKind {

	/** Text and citations. */
	TEXT,

	/** Thinking and its signature. */
	THINKING,

	/** The arguments of a tool call. */
	CALL,

	/** Fields by name: blocks and deltas of a type that this version does not know. */
	UNKNOWN,

	/** Nothing: the block comes whole. */
	WHOLE;

	static BlockKind of(ContentBlock block) {
		if (block instanceof TextBlock) {
			return TEXT;
		}
		if (block instanceof ThinkingBlock) {
			return THINKING;
		}
		if (block instanceof ToolUseBlock || block instanceof ServerToolUseBlock) {
			return CALL;
		}
		return (block instanceof UnknownBlock) ? UNKNOWN : WHOLE;
	}

	static BlockKind of(ContentDelta delta) {
		if (delta instanceof TextDelta || delta instanceof CitationsDelta) {
			return TEXT;
		}
		if (delta instanceof ThinkingDelta || delta instanceof SignatureDelta) {
			return THINKING;
		}
		return ToolArguments.areIn(delta) ? CALL : UNKNOWN;
	}

	/**
	 * Return the block that a delta of this kind opens where none has started.
	 * @return the block, {@code null} if there is none
	 */
	@Nullable ContentBlock opened() {
		return switch (this) {
			case TEXT -> new TextBlock("");
			case THINKING -> new ThinkingBlock("", null);
			case CALL -> new ToolUseBlock("", "", JsonNodeFactory.instance.objectNode());
			case UNKNOWN, WHOLE -> null;
		};
	}

}

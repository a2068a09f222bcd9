package ai.apixo.messages.event;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.content.UnknownBlock;

/**
 * A block in the content of a message: where it stands and what it takes. A stray one is
 * no block but tool arguments that found none.
 */
final class BlockSlot {

	private final int index;

	private final BlockKind kind;

	private final Set<String> fields;

	private final OpenBlock content;

	private final boolean stray;

	private boolean open;

	private boolean adopted;

	BlockSlot(int index, ContentBlock block, OpenBlock content, boolean stray) {
		this.index = index;
		this.kind = BlockKind.of(block);
		this.fields = (block instanceof UnknownBlock unknown) ? OpenUnknownBlock.fieldsOf(unknown) : Set.of();
		this.content = content;
		this.stray = stray;
		this.open = !stray;
	}

	int index() {
		return this.index;
	}

	BlockKind kind() {
		return this.kind;
	}

	OpenBlock content() {
		return this.content;
	}

	boolean isStray() {
		return this.stray;
	}

	boolean isOpen() {
		return this.open;
	}

	void close() {
		this.open = false;
		complete();
	}

	void complete() {
		if (!this.stray) {
			this.content.complete();
		}
	}

	/**
	 * Return whether a delta fits.
	 */
	boolean takes(ContentDelta delta, BlockKind deltaKind) {
		if (this.kind != BlockKind.UNKNOWN || deltaKind == BlockKind.UNKNOWN) {
			return this.kind == deltaKind;
		}
		return this.fields.contains(OpenUnknownBlock.fieldOf(delta));
	}

	/**
	 * Take over the arguments that came before this block started.
	 */
	void adopt(BlockSlot earlier) {
		String arguments = earlier.strayArguments();
		InputJsonDelta delta = new InputJsonDelta((arguments != null) ? arguments : "");
		if (earlier.isStray() && takes(delta, BlockKind.CALL)) {
			this.content.accept(delta);
			earlier.adopted = true;
		}
	}

	/**
	 * Return the arguments that found no call.
	 * @return the text, {@code null} if there is none
	 */
	@Nullable String strayArguments() {
		return (this.stray && !this.adopted && this.content instanceof OpenToolUse call) ? call.arguments() : null;
	}

	/**
	 * Return whether this is a call that no arguments came for.
	 */
	boolean lacksArguments() {
		return !this.stray && this.content instanceof OpenToolUse call && call.hasNoArguments();
	}

	/**
	 * Return whether this is a call whose arguments are still to be parsed.
	 */
	boolean isUnfinishedCall() {
		return !this.stray && this.content instanceof OpenToolUse call && !call.isComplete();
	}

}

package ai.apixo.messages.event;

import java.util.List;

import org.jspecify.annotations.Nullable;

import ai.apixo.messages.content.ContentBlock;

/**
 * Tool arguments that found no tool call (MSG-10). They may belong to any call that has
 * none, which must not look complete then.
 */
final class StrayArguments {

	private final String text;

	private final boolean callsInDoubt;

	private StrayArguments(String text, boolean callsInDoubt) {
		this.text = text;
		this.callsInDoubt = callsInDoubt;
	}

	static StrayArguments of(List<BlockSlot> slots) {
		StringBuilder text = new StringBuilder();
		boolean callsInDoubt = false;
		for (BlockSlot slot : slots) {
			String arguments = slot.strayArguments();
			if (arguments != null) {
				text.append(arguments);
			}
			callsInDoubt |= slot.lacksArguments();
		}
		return new StrayArguments(text.toString(), callsInDoubt && !text.isEmpty());
	}

	boolean concern(BlockSlot slot) {
		return !this.text.isEmpty() && (this.callsInDoubt ? slot.lacksArguments() : slot.strayArguments() != null);
	}

	/**
	 * Return how a block is shown.
	 * @return the block, {@code null} if it is shown by other ones
	 */
	@Nullable ContentBlock shown(BlockSlot slot) {
		if (this.callsInDoubt && slot.lacksArguments()) {
			return ((OpenToolUse) slot.content()).inDoubt(this.text);
		}
		boolean hidden = slot.isStray() && (this.callsInDoubt || slot.strayArguments() == null);
		return hidden ? null : slot.content().soFar();
	}

}

package ai.apixo.messages.event;

import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The blocks that are open, nearly always one at most.
 */
final class OpenSlots {

	private @Nullable BlockSlot only;

	private @Nullable Set<BlockSlot> several;

	void add(BlockSlot slot) {
		if (this.several != null) {
			this.several.add(slot);
		}
		else if (this.only == null) {
			this.only = slot;
		}
		else {
			this.several = new LinkedHashSet<>();
			this.several.add(this.only);
			this.several.add(slot);
			this.only = null;
		}
	}

	void remove(BlockSlot slot) {
		if (this.several != null) {
			this.several.remove(slot);
		}
		else if (this.only == slot) {
			this.only = null;
		}
	}

	int size() {
		if (this.several != null) {
			return this.several.size();
		}
		return (this.only != null) ? 1 : 0;
	}

	boolean isEmpty() {
		return size() == 0;
	}

	/**
	 * Return the block that was opened first. There has to be one.
	 */
	BlockSlot first() {
		BlockSlot slot = (this.several != null) ? this.several.iterator().next() : this.only;
		if (slot == null) {
			throw new IllegalStateException("No block is open");
		}
		return slot;
	}

}

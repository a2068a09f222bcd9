package ai.apixo.messages.event;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import ai.apixo.messages.content.ContentBlock;

/**
 * Finds the block that an event is about, whatever gateways make of indexes (MSG-10):
 * each event in constant time.
 */
final class BlockTable {

	/** The index of an event that has none. */
	static final int NO_INDEX = -1;

	/** Most streams have one block or two, and many streams are held at once. */
	private static final int FEW = 2;

	private final Function<ContentBlock, OpenBlock> contents;

	private final List<BlockSlot> slots = new ArrayList<>(FEW);

	private final OpenSlots open = new OpenSlots();

	private final OpenSlots openCalls = new OpenSlots();

	private @Nullable Place first;

	private @Nullable Map<Integer, Place> others;

	private int nextIndex;

	/**
	 * Create a table.
	 * @param contents what is to be kept of a block
	 */
	BlockTable(Function<ContentBlock, OpenBlock> contents) {
		this.contents = contents;
	}

	/**
	 * Return the blocks in order of their arrival.
	 */
	List<BlockSlot> slots() {
		return this.slots;
	}

	/**
	 * Return the latest block with an index.
	 */
	@Nullable BlockSlot latest(int index) {
		Place place = place(index);
		return (place != null) ? place.newest : null;
	}

	private @Nullable Place place(int index) {
		Place place = this.first;
		if (place != null && place.index() == index) {
			return place;
		}
		return (this.others != null) ? this.others.get(index) : null;
	}

	private void place(BlockSlot slot) {
		Place place = place(slot.index());
		if (place != null) {
			place.add(slot);
		}
		else if (this.first == null) {
			this.first = new Place(slot);
		}
		else {
			Map<Integer, Place> places = this.others;
			if (places == null) {
				places = new HashMap<>(FEW);
				this.others = places;
			}
			places.put(slot.index(), new Place(slot));
		}
	}

	BlockSlot start(ContentBlockStart event) {
		int index = (event.index() >= 0) ? event.index() : this.nextIndex;
		BlockSlot earlier = latest(index);
		BlockSlot slot = add(index, event.contentBlock(), false);
		if (earlier != null) {
			slot.adopt(earlier);
		}
		return slot;
	}

	private BlockSlot add(int index, ContentBlock block, boolean stray) {
		BlockSlot slot = new BlockSlot(index, block, this.contents.apply(block), stray);
		this.slots.add(slot);
		place(slot);
		this.nextIndex = Math.max(this.nextIndex, index + 1);
		if (slot.isOpen()) {
			this.open.add(slot);
			if (slot.kind() == BlockKind.CALL) {
				this.openCalls.add(slot);
			}
		}
		return slot;
	}

	/**
	 * Return the block that takes a delta: the latest with its index, else an earlier one
	 * with the same index that it fits. Text, thinking and tool arguments that fit none
	 * open a block.
	 * @return the block, {@code null} if the delta changes nothing
	 */
	@Nullable BlockSlot take(ContentBlockDelta event) {
		ContentDelta delta = event.delta();
		BlockKind kind = BlockKind.of(delta);
		int index = (event.index() >= 0) ? event.index() : indexFor(kind);
		Place place = place(index);
		if (place != null) {
			BlockSlot newest = place.newest;
			if (newest.takes(delta, kind)) {
				return newest;
			}
			boolean ownedByUnknown = newest.kind() == BlockKind.UNKNOWN;
			BlockSlot fitting = place.latestOf(kind);
			if (fitting != null && (fitting.isOpen() || !ownedByUnknown)) {
				return fitting;
			}
			if (ownedByUnknown) {
				return null;
			}
		}
		ContentBlock opened = kind.opened();
		return (opened != null) ? add(index, opened, kind == BlockKind.CALL) : null;
	}

	/**
	 * Return the index that a delta without one means: that of the only open block, else
	 * that of the latest block. Tool arguments must not get to the wrong call, so for
	 * them it has to be the only open call when several blocks are open.
	 */
	private int indexFor(BlockKind kind) {
		if (this.open.size() == 1) {
			return this.open.first().index();
		}
		if (kind == BlockKind.CALL && !this.open.isEmpty()) {
			return (this.openCalls.size() == 1) ? this.openCalls.first().index() : NO_INDEX;
		}
		return this.slots.isEmpty() ? 0 : this.slots.get(this.slots.size() - 1).index();
	}

	/**
	 * Close the block that has stopped.
	 * @return the block, {@code null} if none with that index is open
	 */
	@Nullable BlockSlot stop(ContentBlockStop event) {
		BlockSlot slot = null;
		if (event.index() >= 0) {
			Place place = place(event.index());
			slot = (place != null) ? place.takeLatestOpen() : null;
		}
		else if (this.open.size() == 1) {
			slot = this.open.first();
		}
		if (slot != null) {
			slot.close();
			this.open.remove(slot);
			this.openCalls.remove(slot);
		}
		return slot;
	}

	/**
	 * Complete all blocks, as nothing more will come.
	 * @return the tool calls that are complete only now, or left in doubt
	 */
	List<BlockSlot> complete() {
		StrayArguments strays = StrayArguments.of(this.slots);
		List<BlockSlot> changed = this.slots.stream()
			.filter((slot) -> slot.isUnfinishedCall() || strays.concern(slot))
			.toList();
		this.slots.forEach(BlockSlot::complete);
		return changed;
	}

	/**
	 * The blocks with one index: usually one.
	 */
	private static final class Place {

		private BlockSlot newest;

		private @Nullable Map<BlockKind, BlockSlot> earlier;

		private @Nullable Deque<BlockSlot> earlierOpen;

		Place(BlockSlot first) {
			this.newest = first;
		}

		int index() {
			return this.newest.index();
		}

		void add(BlockSlot slot) {
			Map<BlockKind, BlockSlot> slots = this.earlier;
			Deque<BlockSlot> open = this.earlierOpen;
			if (slots == null || open == null) {
				slots = new EnumMap<>(BlockKind.class);
				open = new ArrayDeque<>(FEW);
				this.earlier = slots;
				this.earlierOpen = open;
			}
			slots.put(this.newest.kind(), this.newest);
			if (this.newest.isOpen()) {
				open.push(this.newest);
			}
			this.newest = slot;
		}

		@Nullable BlockSlot latestOf(BlockKind kind) {
			if (this.newest.kind() == kind) {
				return this.newest;
			}
			return (this.earlier != null) ? this.earlier.get(kind) : null;
		}

		@Nullable BlockSlot takeLatestOpen() {
			if (this.newest.isOpen()) {
				return this.newest;
			}
			Deque<BlockSlot> open = this.earlierOpen;
			BlockSlot slot = (open != null) ? open.poll() : null;
			while (open != null && slot != null && !slot.isOpen()) {
				slot = open.poll();
			}
			return slot;
		}

	}

}

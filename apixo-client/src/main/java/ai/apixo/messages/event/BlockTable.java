package ai.apixo.messages.event;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

	private final Function<ContentBlock, OpenBlock> contents;

	private final List<BlockSlot> slots = new ArrayList<>();

	private final Map<Integer, Place> places = new HashMap<>();

	private final Set<BlockSlot> open = new LinkedHashSet<>();

	private final Set<BlockSlot> openCalls = new LinkedHashSet<>();

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
		Place place = this.places.get(index);
		return (place != null) ? place.newest : null;
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
		this.places.computeIfAbsent(index, (key) -> new Place(slot)).add(slot);
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
		Place place = this.places.get(index);
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
			return this.open.iterator().next().index();
		}
		if (kind == BlockKind.CALL && !this.open.isEmpty()) {
			return (this.openCalls.size() == 1) ? this.openCalls.iterator().next().index() : NO_INDEX;
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
			Place place = this.places.get(event.index());
			slot = (place != null) ? place.takeLatestOpen() : null;
		}
		else if (this.open.size() == 1) {
			slot = this.open.iterator().next();
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

		private final Map<BlockKind, BlockSlot> latest = new EnumMap<>(BlockKind.class);

		private final Deque<BlockSlot> open = new ArrayDeque<>(2);

		Place(BlockSlot first) {
			this.newest = first;
		}

		void add(BlockSlot slot) {
			this.newest = slot;
			this.latest.put(slot.kind(), slot);
			if (slot.isOpen()) {
				this.open.push(slot);
			}
		}

		@Nullable BlockSlot latestOf(BlockKind kind) {
			return this.latest.get(kind);
		}

		@Nullable BlockSlot takeLatestOpen() {
			BlockSlot slot = this.open.poll();
			while (slot != null && !slot.isOpen()) {
				slot = this.open.poll();
			}
			return slot;
		}

	}

}

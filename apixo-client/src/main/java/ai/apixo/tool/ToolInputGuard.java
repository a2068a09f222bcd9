package ai.apixo.tool;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.content.ServerToolUseBlock;
import ai.apixo.messages.content.ToolUseBlock;
import ai.apixo.messages.content.UnknownBlock;
import ai.apixo.messages.event.ContentBlockDelta;
import ai.apixo.messages.event.ContentBlockStart;
import ai.apixo.messages.event.ContentBlockStop;
import ai.apixo.messages.event.InputJsonDelta;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.messages.event.UnknownDelta;

/**
 * Watches the arguments of one answer arrive: whether each piece belongs to an open call
 * (TOOL-7), and whether each call got all of them (TOOL-6). Looks at the start and the
 * stop of blocks and at pieces of arguments only.
 */
final class ToolInputGuard {

	private final Map<Integer, Block> latest = new HashMap<>();

	private final List<Block> blocks = new ArrayList<>();

	private @Nullable String fault;

	void accept(StreamEvent event) {
		if (event instanceof ContentBlockDelta delta) {
			if (delta.delta() instanceof InputJsonDelta piece) {
				arguments(delta.index(), piece);
			}
			else if (delta.delta() instanceof UnknownDelta unknown && unknown.type().equals("input_json_delta")) {
				fault("A piece of tool arguments cannot be read: 'partial_json' is not a string");
			}
		}
		else if (event instanceof ContentBlockStart start) {
			Block block = new Block(start.contentBlock());
			this.blocks.add(block);
			this.latest.put((start.index() >= 0) ? start.index() : this.blocks.size() - 1, block);
		}
		else if (event instanceof ContentBlockStop stop) {
			Block block = find(stop.index());
			if (block != null) {
				block.open = false;
			}
		}
	}

	private void arguments(int index, InputJsonDelta piece) {
		if (piece.partialJson().isBlank()) {
			return;
		}
		Block block = find(index);
		if (block == null || !block.open || !block.takesArguments()) {
			fault("A piece of tool arguments belongs to no open call");
		}
		else {
			block.hasArguments = true;
		}
	}

	/**
	 * An event without index is about the block that is open.
	 */
	private @Nullable Block find(int index) {
		if (index >= 0) {
			return this.latest.get(index);
		}
		List<Block> open = this.blocks.stream().filter((block) -> block.open).toList();
		return (open.size() == 1) ? open.get(0) : null;
	}

	private void fault(String fault) {
		if (this.fault == null) {
			this.fault = fault;
		}
	}

	/**
	 * Return what makes the arguments of this answer unreliable.
	 * @return a sentence without any of them, {@code null} if nothing does
	 */
	@Nullable String fault() {
		return this.fault;
	}

	/**
	 * Return whether the end of a call is missing, and so are its arguments.
	 */
	boolean isCut(ToolUseBlock call) {
		return this.blocks.stream().anyMatch((block) -> block.isCut(call.id()));
	}

	private static final class Block {

		private final ContentBlock start;

		private boolean open = true;

		private boolean hasArguments;

		Block(ContentBlock start) {
			this.start = start;
		}

		boolean takesArguments() {
			return this.start instanceof ToolUseBlock || this.start instanceof ServerToolUseBlock
					|| this.start instanceof UnknownBlock;
		}

		boolean isCut(String id) {
			return this.open && !this.hasArguments && this.start instanceof ToolUseBlock call && call.id().equals(id)
					&& call.input().isEmpty();
		}

	}

}

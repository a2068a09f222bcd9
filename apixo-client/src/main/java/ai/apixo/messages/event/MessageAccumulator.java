package ai.apixo.messages.event;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

import ai.apixo.messages.Message;
import ai.apixo.messages.content.Content;
import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.content.ToolUseBlock;

/**
 * Accumulates the events of one stream into the message that they describe, in time
 * linear in their size. Not thread-safe.
 * <p>
 * Blocks are ordered by their index; a second block with the same index follows the
 * first. Text and thinking are appended, tool arguments are parsed when their block ends,
 * and usage is replaced and never added. Unknown events, and whatever follows
 * {@code message_stop}, change nothing.
 * <p>
 * Not every gateway follows the protocol, but nothing that it sends is silently dropped.
 * Text and thinking for a block that has not started open a block, and are appended even
 * after the end of a block. An event without an index belongs to the open block. Fields
 * of a block that this version does not know grow by the fields of the same names in its
 * deltas. Tool arguments that are not JSON, or that belong to a block that is not a tool
 * call, are available as {@link ToolUseBlock#unparsedInput() unparsed input}: of each
 * call that lacks arguments, or else of a call without id and name. Therefore, a call
 * without unparsed input has arrived completely.
 *
 * @since 0.1.0
 */
public final class MessageAccumulator {

	private final BlockTable blocks = new BlockTable(OpenBlock::of);

	private @Nullable BlockSlot changed;

	private List<BlockSlot> completed = List.of();

	private @Nullable MessageChanges message;

	private boolean complete;

	/**
	 * Create an instance without any event.
	 */
	public MessageAccumulator() {
	}

	/**
	 * Accept the next event.
	 * @param event the event
	 * @throws IllegalStateException if a message with another id starts before this one
	 * is complete, because the two must not be merged
	 */
	public void accept(StreamEvent event) {
		this.changed = null;
		this.completed = List.of();
		if (this.complete) {
			return;
		}
		if (event instanceof MessageStart messageStart) {
			start(messageStart.message());
		}
		else if (this.message != null) {
			accept(event, this.message);
		}
	}

	private void start(Message started) {
		if (this.message == null) {
			this.message = new MessageChanges(started);
		}
		else if (this.message.isSame(started)) {
			this.message.identify(started.id());
		}
		else {
			throw new IllegalStateException("A second message started before the first one was complete");
		}
	}

	private void accept(StreamEvent event, MessageChanges started) {
		if (event instanceof ContentBlockDelta delta) {
			grow(delta);
		}
		else if (event instanceof ContentBlockStart start) {
			this.changed = this.blocks.start(start);
		}
		else if (event instanceof ContentBlockStop stop) {
			this.changed = this.blocks.stop(stop);
		}
		else if (event instanceof MessageDelta delta) {
			started.accept(delta);
		}
		else if (event instanceof MessageStop) {
			this.completed = this.blocks.complete();
			this.complete = true;
		}
	}

	private void grow(ContentBlockDelta delta) {
		BlockSlot slot = this.blocks.take(delta);
		if (slot != null) {
			slot.content().accept(delta.delta());
			this.changed = slot;
		}
	}

	/**
	 * Return whether the message has started.
	 * @return whether {@link #message()} can be called
	 */
	public boolean isStarted() {
		return this.message != null;
	}

	/**
	 * Return whether the message is complete. If it is not at the end of the stream, the
	 * stream broke off.
	 * @return whether {@code message_stop} has arrived
	 */
	public boolean isComplete() {
		return this.complete;
	}

	/**
	 * Return a block in its current state: the text so far, and tool arguments as raw
	 * text until they are complete.
	 * @param index its index on the wire; if several have the same index, the latest is
	 * returned
	 * @return the block, {@code null} if none with this index has started
	 */
	public @Nullable ContentBlock block(int index) {
		BlockSlot slot = this.blocks.latest(index);
		return (slot != null) ? slot.content().soFar() : null;
	}

	/**
	 * Return the tool calls that the last event started, changed or finished, in their
	 * current state. After {@code message_stop}, these are the calls whose end was
	 * missing, and those for which arguments without a call leave a doubt.
	 * @return the calls in order of their start, usually one or none
	 */
	public List<ToolUseBlock> changedToolUses() {
		if (this.changed != null) {
			boolean call = this.changed.kind() == BlockKind.CALL && !this.changed.isStray();
			return (call && this.changed.content().soFar() instanceof ToolUseBlock toolUse) ? List.of(toolUse)
					: List.of();
		}
		if (this.completed.isEmpty()) {
			return List.of();
		}
		StrayArguments strays = StrayArguments.of(this.blocks.slots());
		List<ToolUseBlock> toolUses = new ArrayList<>();
		for (BlockSlot slot : this.completed) {
			if (strays.shown(slot) instanceof ToolUseBlock toolUse) {
				toolUses.add(toolUse);
			}
		}
		return toolUses;
	}

	/**
	 * Return the text of the message so far, like {@link Message#text()} but without
	 * building the rest of the message.
	 * @return the text, empty if there is none
	 */
	public String text() {
		StringBuilder text = new StringBuilder();
		if (this.message != null) {
			text.append(Content.of(this.message.content()).text());
		}
		inOrder().forEach((slot) -> {
			if (slot.content() instanceof OpenTextBlock block) {
				block.appendTo(text);
			}
		});
		return text.toString();
	}

	/**
	 * Return the message so far. Each call builds a new one.
	 * @return the message
	 * @throws IllegalStateException if the message has not started
	 */
	public Message message() {
		if (this.message == null) {
			throw new IllegalStateException("No message has started");
		}
		List<ContentBlock> content = new ArrayList<>(this.message.content());
		StrayArguments strays = StrayArguments.of(this.blocks.slots());
		inOrder().forEach((slot) -> {
			ContentBlock block = strays.shown(slot);
			if (block != null) {
				content.add(block);
			}
		});
		return this.message.with(content);
	}

	private List<BlockSlot> inOrder() {
		return this.blocks.slots().stream().sorted(Comparator.comparingInt(BlockSlot::index)).toList();
	}

}

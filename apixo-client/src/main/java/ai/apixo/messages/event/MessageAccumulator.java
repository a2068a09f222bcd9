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
 * Adds the events of one stream up to the message that they describe, in time linear in
 * their size. Not thread-safe.
 * <p>
 * Blocks are ordered by their index; a second block with the same index stands behind the
 * first. Text and thinking are appended, tool arguments parsed when their block ends,
 * usage is replaced and never added. Unknown events, and whatever follows
 * {@code message_stop}, change nothing.
 * <p>
 * Not every gateway keeps to the protocol, and nothing that it sends is missing in
 * silence. Text and thinking for a block that has not started open one, and are appended
 * after the end of a block too. An event without index belongs to the block that is open.
 * Fields of a block that this version does not know grow by the fields of the same names
 * in its deltas. Tool arguments that are not JSON, or that came for a block that is no
 * tool call, can be read as {@link ToolUseBlock#unparsedInput() unparsed input}: of each
 * call that lacks arguments, else of a call without id and name. So a call without
 * unparsed input is one that came whole.
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
	 * Begin without any event.
	 */
	public MessageAccumulator() {
	}

	/**
	 * Take the next event.
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
	 * @return whether {@link #message()} can be asked
	 */
	public boolean isStarted() {
		return this.message != null;
	}

	/**
	 * Return whether the message is complete. If it is not, then the stream broke off.
	 * @return whether {@code message_stop} came
	 */
	public boolean isComplete() {
		return this.complete;
	}

	/**
	 * Return a block as far as it got: text as long as it is, and tool arguments as raw
	 * text until they are complete.
	 * @param index its index on the wire; of several with the same index the latest
	 * @return the block, {@code null} if none with this index has started
	 */
	public @Nullable ContentBlock block(int index) {
		BlockSlot slot = this.blocks.latest(index);
		return (slot != null) ? slot.content().soFar() : null;
	}

	/**
	 * Return the tool calls that the last event started, changed or finished, as far as
	 * they got. After {@code message_stop} those are the calls whose end was missing, and
	 * those that arguments without a call leave in doubt.
	 * @return the calls in order of their start, mostly one or none
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
	 * Return the text of the message as far as it got, as {@link Message#text()} does but
	 * without building the rest of the message.
	 * @return the text, empty when there is none
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
	 * Return the message as far as it got. Each call builds it anew.
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

package ai.apixo.messages.event;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import ai.apixo.messages.Message;
import ai.apixo.messages.content.ContentBlock;

/**
 * Adds the events of one stream up to the message that they describe, in time linear in
 * their size. Not thread-safe.
 * <p>
 * Blocks are identified and ordered by their index, text and thinking are appended, tool
 * arguments parsed when their block ends, usage is replaced and never added. Events that
 * fit nowhere change nothing: unknown ones, deltas for a block that is not open or of
 * another kind, whatever follows {@code message_stop}. A second block with the same index
 * stands behind the first.
 *
 * @since 0.1.0
 */
public final class MessageAccumulator {

	private final List<IndexedBlock> blocks = new ArrayList<>();

	private final Map<Integer, IndexedBlock> latestByIndex = new HashMap<>();

	private @Nullable Message message;

	private boolean complete;

	/**
	 * Take the next event.
	 * @param event the event
	 * @throws IllegalStateException if another message starts before this one is
	 * complete, because the two must not be merged
	 */
	public void accept(StreamEvent event) {
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
			this.message = started;
		}
		else if (!this.message.id().equals(started.id())) {
			throw new IllegalStateException("A second message started before the first one was complete");
		}
	}

	private void accept(StreamEvent event, Message started) {
		if (event instanceof ContentBlockDelta delta) {
			IndexedBlock block = this.latestByIndex.get(delta.index());
			if (block != null) {
				block.content.accept(delta.delta());
			}
		}
		else if (event instanceof ContentBlockStart start) {
			stop(this.latestByIndex.get(start.index()));
			IndexedBlock block = new IndexedBlock(start.index(), OpenBlock.of(start.contentBlock()));
			this.blocks.add(block);
			this.latestByIndex.put(start.index(), block);
		}
		else if (event instanceof ContentBlockStop stop) {
			stop(this.latestByIndex.get(stop.index()));
		}
		else if (event instanceof MessageDelta delta) {
			this.message = delta.applyTo(started);
		}
		else if (event instanceof MessageStop) {
			this.blocks.forEach(this::stop);
			this.complete = true;
		}
	}

	private void stop(@Nullable IndexedBlock block) {
		if (block != null) {
			block.content = new ClosedBlock(block.content.complete());
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
		IndexedBlock block = this.latestByIndex.get(index);
		return (block != null) ? block.content.soFar() : null;
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
		// What message_start brought (MSG-18) stands before what was streamed.
		List<ContentBlock> content = new ArrayList<>(this.message.content());
		this.blocks.stream()
			.sorted(Comparator.comparingInt((block) -> block.index))
			.forEach((block) -> content.add(block.content.soFar()));
		return this.message.toBuilder().content(content).build();
	}

	private static final class IndexedBlock {

		private final int index;

		private OpenBlock content;

		IndexedBlock(int index, OpenBlock content) {
			this.index = index;
			this.content = content;
		}

	}

}

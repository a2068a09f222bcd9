package ai.apixo.messages.event;

import org.jspecify.annotations.Nullable;

import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.content.TextBlock;

/**
 * Recognizes the events of one stream that contain text of the message: the same text
 * that {@link MessageAccumulator} accumulates, but without keeping it. Not thread-safe.
 * <p>
 * Most of the text arrives as {@link TextDelta}. A block can also start with text, and a
 * delta can belong to a block that is not text.
 *
 * @since 0.1.0
 */
public final class StreamedText {

	private final BlockTable blocks = new BlockTable(Nothing::of);

	private boolean started;

	private boolean open;

	private int latestIndex = BlockTable.NO_INDEX;

	private @Nullable Class<?> latestDelta;

	private boolean latestBringsText;

	private int latestBlock = BlockTable.NO_INDEX;

	/**
	 * Create an instance without any event.
	 */
	public StreamedText() {
	}

	/**
	 * Accept the next event.
	 * @param event the event
	 * @return whether it contains text, see {@link #of(StreamEvent)}
	 */
	public boolean accept(StreamEvent event) {
		if (event instanceof ContentBlockDelta delta) {
			// Of the same kind as the one before, as nearly all are.
			if (delta.delta().getClass() != this.latestDelta || delta.index() != this.latestIndex) {
				take(delta);
			}
			return this.latestBringsText;
		}
		this.latestDelta = null;
		if (event instanceof MessageStart) {
			boolean first = !this.started;
			this.started = true;
			this.open |= first;
			return first && !of(event).isEmpty();
		}
		if (event instanceof MessageStop && this.started) {
			this.open = false;
		}
		if (event instanceof ContentBlockStart start && this.open) {
			this.blocks.start(start);
			this.latestBlock = this.blocks.slots().size() - 1;
			return !of(event).isEmpty();
		}
		if (event instanceof ContentBlockStop stop) {
			this.blocks.stop(stop);
		}
		return false;
	}

	private void take(ContentBlockDelta event) {
		BlockSlot slot = this.open ? this.blocks.take(event) : null;
		ContentDelta delta = event.delta();
		this.latestBringsText = delta instanceof TextDelta && slot != null && slot.kind() == BlockKind.TEXT;
		this.latestIndex = event.index();
		this.latestBlock = (slot != null) ? this.blocks.slots().lastIndexOf(slot) : BlockTable.NO_INDEX;
		boolean sameForAll = event.index() >= 0 && !(delta instanceof UnknownDelta);
		this.latestDelta = sameForAll ? delta.getClass() : null;
	}

	/**
	 * Return the block to which {@link MessageAccumulator} adds the text of the last
	 * event.
	 * @return the number of the block in the order in which blocks arrived, from 0;
	 * negative for an event without a block
	 */
	public int block() {
		return this.latestBlock;
	}

	/**
	 * Return the text that an event contains.
	 * @param event the event
	 * @return the text, empty if there is none
	 */
	public static String of(StreamEvent event) {
		if (event instanceof ContentBlockDelta delta) {
			return (delta.delta() instanceof TextDelta text) ? text.text() : "";
		}
		if (event instanceof ContentBlockStart start) {
			return (start.contentBlock() instanceof TextBlock text) ? text.text() : "";
		}
		return (event instanceof MessageStart start) ? start.message().text() : "";
	}

	/**
	 * Keeps nothing of a block.
	 */
	private static final class Nothing implements OpenBlock {

		private static final Nothing INSTANCE = new Nothing();

		private static OpenBlock of(ContentBlock block) {
			return INSTANCE;
		}

		@Override
		public void accept(ContentDelta delta) {
		}

		@Override
		public void complete() {
		}

		@Override
		public ContentBlock soFar() {
			return new TextBlock("");
		}

	}

}

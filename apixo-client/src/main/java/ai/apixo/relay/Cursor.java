package ai.apixo.relay;

import org.jspecify.annotations.Nullable;
import org.springframework.http.codec.ServerSentEvent;

/**
 * The position of a watcher: which frame is next. Holds no event.
 */
final class Cursor {

	private final Journal journal;

	private boolean opened;

	private boolean reset;

	private boolean finished;

	private @Nullable Snapshot snapshot;

	private int position;

	/**
	 * Create a cursor.
	 * @param journal the journal of the run
	 * @param point where to begin
	 * @param number the number of the last event that was seen
	 */
	Cursor(Journal journal, StartingPoint point, int number) {
		this.journal = journal;
		this.position = Math.max(number, 0);
		if (point == StartingPoint.SNAPSHOT) {
			this.reset = true;
			this.snapshot = new Snapshot(journal);
			this.position = this.snapshot.last();
		}
	}

	/**
	 * Move to the next frame.
	 * @return the frame, or {@code null} if there is none yet
	 */
	@Nullable ServerSentEvent<String> next() {
		if (!this.opened) {
			this.opened = true;
			return Frames.open();
		}
		if (this.reset) {
			this.reset = false;
			return Frames.reset();
		}
		Snapshot unfinished = this.snapshot;
		if (unfinished != null) {
			if (!unfinished.isComplete()) {
				return unfinished.step();
			}
			this.snapshot = null;
		}
		return live();
	}

	private @Nullable ServerSentEvent<String> live() {
		// The end is looked at first: what was written before it is complete then.
		RunEnd end = this.journal.end();
		int size = this.journal.size();
		if (this.position < size) {
			this.position++;
			return Frames.event(this.position, this.journal.event(this.position));
		}
		if (end == null) {
			return null;
		}
		this.finished = true;
		return Frames.end(size + 1, end, this.journal.timeToLive());
	}

	/**
	 * Return whether another step may give a frame although the last one gave none.
	 * @return whether a snapshot is being made
	 */
	boolean isBusy() {
		return this.snapshot != null;
	}

	boolean isFinished() {
		return this.finished;
	}

}

package ai.apixo.relay;

import org.jspecify.annotations.Nullable;

/**
 * Those who read a journal. They are looked through for every event without a lock, and
 * join and leave at the same cost however many there are.
 */
final class Readers {

	private volatile @Nullable Reader newest;

	private volatile boolean closed;

	/**
	 * Add a reader.
	 * @param reader the reader
	 * @return whether it has been added, because these are not closed
	 */
	synchronized boolean add(Reader reader) {
		if (this.closed) {
			return false;
		}
		Reader older = this.newest;
		reader.older = older;
		if (older != null) {
			older.newer = reader;
		}
		reader.reading = true;
		this.newest = reader;
		return true;
	}

	/**
	 * Remove a reader. Whoever looks at it at this moment still finds the older ones from
	 * it.
	 * @param reader the reader
	 * @return whether it was here
	 */
	synchronized boolean remove(Reader reader) {
		if (!reader.reading) {
			return false;
		}
		reader.reading = false;
		Reader newer = reader.newer;
		Reader older = reader.older;
		if (older != null) {
			older.newer = newer;
		}
		if (newer != null) {
			newer.older = older;
		}
		else {
			this.newest = older;
		}
		return true;
	}

	/**
	 * Take no more readers.
	 */
	synchronized void close() {
		this.closed = true;
	}

	boolean areClosed() {
		return this.closed;
	}

	boolean isEmpty() {
		return this.newest == null;
	}

	/**
	 * Tell all readers that there is more to read. Those that join meanwhile look by
	 * themselves.
	 */
	void wakeUp() {
		for (Reader reader = this.newest; reader != null; reader = reader.older) {
			reader.wakeUp();
		}
	}

	/**
	 * Reads a journal at a pace of its own. Joins one journal, once.
	 */
	abstract static class Reader {

		private volatile @Nullable Reader older;

		private @Nullable Reader newer;

		private boolean reading;

		/**
		 * Note that there is more to read. Must return at once.
		 */
		abstract void wakeUp();

	}

}

package ai.apixo.relay;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The events of a run in memory, numbered from 1, and its end. One thread at a time
 * writes; any number of readers look at it without a lock, and are woken up when there is
 * more. This is all that watchers know of a run.
 */
final class Journal {

	private static final int FIRST_CAPACITY = 16;

	private final Duration timeToLive;

	private final Presence presence;

	private final Readers readers = new Readers();

	private final Sinks.One<RunEnd> ended = Sinks.one();

	// Written before the size that makes its content visible.
	private byte[][] events = new byte[0][];

	private volatile int size;

	private volatile @Nullable RunEnd end;

	/**
	 * Create an empty journal.
	 * @param timeToLive the time that the run can be watched after its end
	 * @param presence told when watchers come and leave
	 */
	Journal(Duration timeToLive, Presence presence) {
		this.timeToLive = timeToLive;
		this.presence = presence;
	}

	Duration timeToLive() {
		return this.timeToLive;
	}

	/**
	 * Return the number of the last event.
	 * @return the number, 0 if there is none yet; final if the end was there before
	 */
	int size() {
		return this.size;
	}

	/**
	 * Return an event.
	 * @param number its number, from 1 to {@link #size()}
	 * @return one line of JSON, which must not be modified
	 */
	byte[] event(int number) {
		return this.events[number - 1];
	}

	@Nullable RunEnd end() {
		return this.end;
	}

	/**
	 * Return the end of the run once it is there.
	 * @return the end, or empty if the journal is closed before
	 */
	Mono<RunEnd> whenEnded() {
		return this.ended.asMono();
	}

	void add(List<byte[]> lines) {
		int newSize = this.size + lines.size();
		if (newSize > this.events.length) {
			int capacity = Math.max(FIRST_CAPACITY, this.events.length + (this.events.length >> 1));
			this.events = Arrays.copyOf(this.events, Math.max(newSize, capacity));
		}
		for (int i = 0; i < lines.size(); i++) {
			this.events[this.size + i] = lines.get(i);
		}
		this.size = newSize;
		this.readers.wakeUp();
	}

	void end(RunEnd end) {
		this.end = end;
		this.ended.tryEmitValue(end);
		this.readers.wakeUp();
	}

	/**
	 * Let all readers leave, wherever they are, and take no more.
	 */
	void close() {
		this.readers.close();
		this.ended.tryEmitEmpty();
		this.readers.wakeUp();
	}

	boolean isClosed() {
		return this.readers.areClosed();
	}

	/**
	 * Add a reader.
	 * @param reader the reader
	 * @return whether the journal takes it
	 */
	boolean attach(Readers.Reader reader) {
		if (!this.readers.add(reader)) {
			return false;
		}
		this.presence.watcherCame();
		return true;
	}

	void detach(Readers.Reader reader) {
		if (this.readers.remove(reader)) {
			this.presence.watcherLeft();
		}
	}

	boolean hasReaders() {
		return !this.readers.isEmpty();
	}

	/**
	 * Is told when watchers come and leave.
	 */
	interface Presence {

		/**
		 * What needs not be told.
		 */
		Presence IGNORED = new Presence() {
		};

		default void watcherCame() {
		}

		default void watcherLeft() {
		}

	}

}

package ai.apixo.limit;

import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * What one key has used. Called by one thread at a time.
 */
interface KeyUsage {

	/**
	 * There is no need to ask again by the clock: whatever makes room says so.
	 */
	long NO_PAUSE = -1;

	/**
	 * Ask for a turn.
	 * @param ask the question
	 * @param later is given the decision if it is not known at once, to be taken by the
	 * thread whose turn it is
	 * @return the decision, or {@code null} if it comes later
	 */
	@Nullable Decision acquire(Ask ask, Consumer<Supplier<Decision>> later);

	/**
	 * Take note that a call has left whose question is still being answered. The answer
	 * may never come, when the application closes.
	 * @param lease the id of the call
	 */
	default void unwanted(String lease) {
	}

	/**
	 * Take note of a response that is no refusal.
	 */
	void answered(Lease lease);

	/**
	 * Take note of a refusal.
	 * @param lease the call
	 * @param advised how long the gateway asked to wait in milliseconds, or 0
	 */
	void refused(Lease lease, long advised);

	/**
	 * Grant nothing for a while.
	 * @param millis how long
	 */
	void hold(long millis);

	/**
	 * Correct what was booked.
	 * @param lease the call
	 * @param input by how many input tokens
	 * @param output by how many output tokens
	 */
	void settle(Lease lease, long input, long output);

	/**
	 * End an open call.
	 * @param lease the call
	 * @param unsent whether to give its request back, because nobody responded
	 */
	void release(Lease lease, boolean unsent);

	/**
	 * Take note that no call with these numbers waits anymore.
	 */
	void leave(Numbers numbers);

	/**
	 * Keep open calls from being forgotten.
	 */
	void renew();

	/**
	 * Return when to ask again.
	 * @param denied what was said
	 * @return the time in milliseconds, or {@link #NO_PAUSE}
	 */
	long pause(Decision denied);

}

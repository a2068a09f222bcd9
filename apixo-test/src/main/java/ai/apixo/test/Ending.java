package ai.apixo.test;

import org.jspecify.annotations.Nullable;

/**
 * Where and how a reply breaks off.
 *
 * @param how how it ends
 * @param errorType the type of the {@code error} event, if there is one
 */
record Ending(How how, @Nullable String errorType) {

	static final Ending COMPLETE = new Ending(How.COMPLETE, null);

	enum How {

		COMPLETE, END, CUT, RESET, STALL, ERROR, HANG_UP, SILENCE

	}

}

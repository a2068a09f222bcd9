package ai.apixo.relay;

import ai.apixo.client.error.ApixoException;

/**
 * What is logged: hashes and classes, never an event, an owner or a run.
 */
final class LogText {

	private LogText() {
	}

	static String started(RelayKey key) {
		return "Run " + key + " started";
	}

	static String ended(RelayKey key, RelayState state) {
		return "Run " + key + " ended: " + state.text();
	}

	static String lost(RelayKey key) {
		return "Run " + key + " was lost: the replica that ran it died or closed, or its store was out of reach";
	}

	/**
	 * Describe a failure. Only the texts of our own exceptions are known to be free of
	 * what users wrote.
	 * @param key the run
	 * @param failure why it failed
	 * @return the text
	 */
	static String failed(RelayKey key, Throwable failure) {
		String text = (failure instanceof ApixoException) ? ": " + failure.getMessage() : "";
		return "Run " + key + " failed with " + failure.getClass().getName() + text;
	}

}

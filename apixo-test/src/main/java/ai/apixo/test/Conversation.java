package ai.apixo.test;

import java.util.List;

/**
 * Exchanges that are recorded or replayed.
 */
interface Conversation {

	/**
	 * Answer a request that no script answers.
	 */
	ChosenAnswer answer(ReceivedRequest request, String requestId);

	/**
	 * Return what the test has to be told, a line each.
	 */
	List<String> problems();

	/**
	 * Keep what was recorded.
	 */
	void save();

}

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
	 * What was recorded and nobody has asked for.
	 */
	List<String> left();

	/**
	 * Keep what was recorded.
	 */
	void save();

}

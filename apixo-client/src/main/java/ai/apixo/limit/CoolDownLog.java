package ai.apixo.limit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Says once when calls of a key begin to rest, and when they go on.
 */
final class CoolDownLog {

	/**
	 * Named for what users know.
	 */
	private static final Log logger = LogFactory.getLog("ai.apixo.limit.CallLimiter");

	private boolean resting;

	/**
	 * A response has begun a cool-down.
	 * @param millis how long it lasts
	 * @param advised whether the gateway said so
	 */
	void began(long millis, boolean advised) {
		this.resting = true;
		logger
			.info("The gateway refused a call because its key has exceeded its limits. All calls of the key pause for "
					+ millis + " ms" + (advised ? ", as the gateway advises" : ""));
	}

	/**
	 * A call was denied because of a cool-down.
	 * @param millis how long it still lasts
	 */
	void met(long millis) {
		if (!this.resting) {
			this.resting = true;
			logger.info(
					"The gateway refused a call of another replica because its key has exceeded its limits. All calls "
							+ "of the key pause for another " + millis + " ms");
		}
	}

	void ended() {
		if (this.resting) {
			this.resting = false;
			logger.info("The gateway responds to calls of the key again");
		}
	}

}

package ai.apixo.relay;

import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Whether the store can be reached. Each outage is logged once.
 */
final class StoreOutage {

	private static final Log logger = LogFactory.getLog(ApixoRelay.class);

	private final AtomicBoolean out = new AtomicBoolean();

	void failed(Throwable failure) {
		if (this.out.compareAndSet(false, true)) {
			logger.warn("The store of the relay cannot be reached: " + failure.getClass().getName());
		}
	}

	void worked() {
		this.out.set(false);
	}

}

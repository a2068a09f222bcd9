package ai.apixo.relay;

import java.time.Duration;

import org.springframework.util.unit.DataSize;

import ai.apixo.client.lifecycle.CountableDuration;

/**
 * The settings of a relay.
 *
 * @param terms how long its runs may stay
 * @param maxSize the maximum size of the JSON of a run
 * @param heartbeat the longest silence towards a watcher
 * @param failures the exceptions of runs that are too large
 */
record RelaySettings(RunTerms terms, DataSize maxSize, Duration heartbeat, RunFailures failures) {

	RelaySettings {
		heartbeat = CountableDuration.of(heartbeat);
	}

}

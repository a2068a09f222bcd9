package ai.apixo.relay;

import org.springframework.util.unit.DataSize;

import ai.apixo.client.error.ApixoLimit;
import ai.apixo.client.error.ApixoLimitException;

/**
 * Makes the exceptions of runs that are too large.
 *
 * @param maxSizeName the name of the setting for the size of one run
 * @param memoryName the name of the setting for the size of all
 */
record RunFailures(String maxSizeName, String memoryName) {

	ApixoLimitException tooLarge(DataSize maxSize) {
		return new ApixoLimitException("A run was ended because its events exceed " + maxSize + ". Raise "
				+ this.maxSizeName + " if runs may be that large.", ApixoLimit.MAX_RUN_SIZE, null);
	}

	ApixoLimitException memoryIsFull() {
		return new ApixoLimitException("A run was ended because the runs in progress exceed the memory of the relay."
				+ " Raise " + this.memoryName + ", or allow fewer runs at a time.", ApixoLimit.MAX_RELAY_MEMORY, null);
	}

}

package ai.apixo.tool;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import ai.apixo.client.error.ApixoLimit;
import ai.apixo.client.error.ApixoTimeoutException;

/**
 * When a run stops. Each subscription counts afresh.
 *
 * @param turns how many answers it may ask for
 * @param toolCalls how many calls it may answer
 * @param totalTokens how many tokens it may use before it asks again, {@code null} for no
 * limit
 * @param timeout how long it may take, {@code null} for no limit
 * @param timeoutSetting the name of the setting of the timeout
 */
record RunLimits(int turns, int toolCalls, @Nullable Long totalTokens, @Nullable Duration timeout,
		String timeoutSetting) {

	ApixoTimeoutException timeoutFailure(Duration timeout) {
		return new ApixoTimeoutException("The run has not ended within " + timeout + ". Raise " + this.timeoutSetting
				+ ", or continue from the last finished turn", timeout, ApixoLimit.RUN_TIMEOUT, null);
	}

}

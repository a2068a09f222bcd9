package ai.apixo.limit;

import java.time.Duration;
import java.util.Objects;

/**
 * A request for a turn.
 *
 * @param keyId identifies one key at one gateway without revealing the key
 * @param limits the limits that apply to the request
 * @param inputTokens the estimated number of input tokens
 * @param outputTokens the estimated number of output tokens
 * @param age the time since the call was subscribed to: the oldest call goes first
 * @param maxWait the maximum time that the request may wait
 * @since 0.1.0
 */
public record PermitRequest(String keyId, CallLimits limits, long inputTokens, long outputTokens, Duration age,
		Duration maxWait) {

	/**
	 * Create a permit request.
	 * @param keyId identifies one key at one gateway without revealing the key
	 * @param limits the limits that apply to the request
	 * @param inputTokens the estimated number of input tokens
	 * @param outputTokens the estimated number of output tokens
	 * @param age the time since the call was subscribed to: the oldest call goes first
	 * @param maxWait the maximum time that the request may wait
	 */
	public PermitRequest {
		Objects.requireNonNull(keyId, "'keyId' must not be null");
		Objects.requireNonNull(limits, "'limits' must not be null");
		Objects.requireNonNull(age, "'age' must not be null");
		Objects.requireNonNull(maxWait, "'maxWait' must not be null");
	}

}

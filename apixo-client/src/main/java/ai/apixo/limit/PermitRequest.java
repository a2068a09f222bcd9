package ai.apixo.limit;

import java.time.Duration;
import java.util.Objects;

/**
 * A request that asks for its turn.
 *
 * @param keyId stands for one key at one gateway, and does not reveal the key
 * @param limits the numbers that the request is judged by
 * @param inputTokens the estimated number of input tokens
 * @param outputTokens the estimated number of output tokens
 * @param age how long ago the call was subscribed to: the oldest is first
 * @param maxWait how long the request may wait
 * @since 0.1.0
 */
public record PermitRequest(String keyId, CallLimits limits, long inputTokens, long outputTokens, Duration age,
		Duration maxWait) {

	/**
	 * Create a permit request.
	 * @param keyId stands for one key at one gateway, and does not reveal the key
	 * @param limits the numbers that the request is judged by
	 * @param inputTokens the estimated number of input tokens
	 * @param outputTokens the estimated number of output tokens
	 * @param age how long ago the call was subscribed to: the oldest is first
	 * @param maxWait how long the request may wait
	 */
	public PermitRequest {
		Objects.requireNonNull(keyId, "'keyId' must not be null");
		Objects.requireNonNull(limits, "'limits' must not be null");
		Objects.requireNonNull(age, "'age' must not be null");
		Objects.requireNonNull(maxWait, "'maxWait' must not be null");
	}

}

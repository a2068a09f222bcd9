package ai.apixo.client.observation;

import java.time.Duration;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

import ai.apixo.messages.Usage;

/**
 * What is known about one call while it is observed: names, numbers and the outcome.
 *
 * <p>
 * It holds neither the request nor the response, so that no convention and no handler can
 * record a prompt, a response or the key.
 *
 * @since 0.1.0
 */
public class ApixoObservationContext extends Observation.Context {

	private final String clientName;

	private final String serverAddress;

	private final @Nullable String requestModel;

	private @Nullable String responseModel;

	private @Nullable String responseId;

	private @Nullable String stopReason;

	private @Nullable Usage usage;

	private @Nullable Duration timeToFirstChunk;

	private int attempts;

	private int fallbackAttempts;

	private @Nullable String fallbackModel;

	private @Nullable Duration limitWait;

	private boolean completed;

	private boolean cancelled;

	/**
	 * Create a context.
	 * @param clientName the name of the client, {@code apixo} unless set otherwise
	 * @param serverAddress the host of the gateway
	 * @param requestModel the model asked for, or {@code null} when none was named
	 */
	public ApixoObservationContext(String clientName, String serverAddress, @Nullable String requestModel) {
		this.clientName = clientName;
		this.serverAddress = serverAddress;
		this.requestModel = requestModel;
	}

	/**
	 * The name of the client.
	 * @return {@code apixo} unless set otherwise
	 */
	public String getClientName() {
		return this.clientName;
	}

	/**
	 * The host of the gateway.
	 * @return a host name or address, without scheme, port and path
	 */
	public String getServerAddress() {
		return this.serverAddress;
	}

	/**
	 * The model asked for.
	 * @return the model, or {@code null} when none was named
	 */
	public @Nullable String getRequestModel() {
		return this.requestModel;
	}

	/**
	 * The model that responded.
	 * @return {@code model} of the message, or {@code null} before it has begun
	 */
	public @Nullable String getResponseModel() {
		return this.responseModel;
	}

	/**
	 * Set the model that responded.
	 * @param responseModel {@code model} of the message
	 */
	public void setResponseModel(@Nullable String responseModel) {
		this.responseModel = responseModel;
	}

	/**
	 * The id of the response.
	 * @return {@code id} of the message, or {@code null} before it has begun
	 */
	public @Nullable String getResponseId() {
		return this.responseId;
	}

	/**
	 * Set the id of the response.
	 * @param responseId {@code id} of the message
	 */
	public void setResponseId(@Nullable String responseId) {
		this.responseId = responseId;
	}

	/**
	 * Why the model stopped.
	 * @return {@code stop_reason} of the message, or {@code null} when it has none yet
	 */
	public @Nullable String getStopReason() {
		return this.stopReason;
	}

	/**
	 * Set why the model stopped.
	 * @param stopReason {@code stop_reason} of the message
	 */
	public void setStopReason(@Nullable String stopReason) {
		this.stopReason = stopReason;
	}

	/**
	 * The tokens counted by the gateway.
	 * @return the newest counters, or {@code null} when none have arrived
	 */
	public @Nullable Usage getUsage() {
		return this.usage;
	}

	/**
	 * Set the tokens counted by the gateway.
	 * @param usage the newest counters
	 */
	public void setUsage(@Nullable Usage usage) {
		this.usage = usage;
	}

	/**
	 * The time from subscription to the first event of a stream.
	 * @return the time, with all attempts and waits, or {@code null} when there was none
	 */
	public @Nullable Duration getTimeToFirstChunk() {
		return this.timeToFirstChunk;
	}

	/**
	 * Set the time from subscription to the first event of a stream.
	 * @param timeToFirstChunk the time, with all attempts and waits
	 */
	public void setTimeToFirstChunk(@Nullable Duration timeToFirstChunk) {
		this.timeToFirstChunk = timeToFirstChunk;
	}

	/**
	 * The number of requests sent for this call.
	 * @return 1 for a call that was not retried, 0 for one refused before any request
	 */
	public int getAttempts() {
		return this.attempts;
	}

	/**
	 * Set the number of requests sent for this call.
	 * @param attempts the number, the first request included
	 */
	public void setAttempts(int attempts) {
		this.attempts = attempts;
	}

	/**
	 * The number of those requests that went to another model than the one asked for.
	 * @return 0 without a fallback
	 */
	public int getFallbackAttempts() {
		return this.fallbackAttempts;
	}

	/**
	 * Set the number of those requests that went to another model than the one asked for.
	 * @param fallbackAttempts the number
	 */
	public void setFallbackAttempts(int fallbackAttempts) {
		this.fallbackAttempts = fallbackAttempts;
	}

	/**
	 * The model that answered instead of the one asked for.
	 * @return the model, or {@code null} when the one asked for has answered, or none
	 */
	public @Nullable String getFallbackModel() {
		return this.fallbackModel;
	}

	/**
	 * Set the model that answered instead of the one asked for.
	 * @param fallbackModel the model
	 */
	public void setFallbackModel(@Nullable String fallbackModel) {
		this.fallbackModel = fallbackModel;
	}

	/**
	 * How long the call has waited for its turns under the limits of its key.
	 * @return the sum of its waits, or {@code null} when it is not limited
	 */
	public @Nullable Duration getLimitWait() {
		return this.limitWait;
	}

	/**
	 * Set how long the call has waited for its turns under the limits of its key.
	 * @param limitWait the sum of its waits
	 */
	public void setLimitWait(@Nullable Duration limitWait) {
		this.limitWait = limitWait;
	}

	/**
	 * Whether the call has ended with a complete response.
	 * @return whether the call was a success; {@code false} while it is open
	 */
	public boolean isCompleted() {
		return this.completed;
	}

	/**
	 * Set whether the call has ended with a complete response.
	 * @param completed whether the call was a success
	 */
	public void setCompleted(boolean completed) {
		this.completed = completed;
	}

	/**
	 * Whether the subscriber cancelled the call before it ended. That is neither a
	 * success nor an error.
	 * @return whether the call was cancelled
	 */
	public boolean isCancelled() {
		return this.cancelled;
	}

	/**
	 * Set whether the subscriber cancelled the call before it ended.
	 * @param cancelled whether the call was cancelled
	 */
	public void setCancelled(boolean cancelled) {
		this.cancelled = cancelled;
	}

}

package ai.apixo.client.observation;

import java.time.Duration;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

import ai.apixo.messages.Usage;

/**
 * The context of the observation of one call: names, numbers and the outcome.
 *
 * <p>
 * It contains neither the request nor the response, so conventions and handlers cannot
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
	 * @param requestModel the requested model, or {@code null} if there was none
	 */
	public ApixoObservationContext(String clientName, String serverAddress, @Nullable String requestModel) {
		this.clientName = clientName;
		this.serverAddress = serverAddress;
		this.requestModel = requestModel;
	}

	/**
	 * Return return the name of the client.
	 * @return {@code apixo} unless set otherwise
	 */
	public String getClientName() {
		return this.clientName;
	}

	/**
	 * Return return the host of the gateway.
	 * @return a host name or address, without scheme, port and path
	 */
	public String getServerAddress() {
		return this.serverAddress;
	}

	/**
	 * Return the requested model.
	 * @return the model, or {@code null} if there was none
	 */
	public @Nullable String getRequestModel() {
		return this.requestModel;
	}

	/**
	 * Return return the model that responded.
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
	 * Return the id of the response.
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
	 * Return why the model stopped.
	 * @return {@code stop_reason} of the message, or {@code null} if it has none yet
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
	 * Return the tokens counted by the gateway.
	 * @return the latest counters, or {@code null} if none have arrived
	 */
	public @Nullable Usage getUsage() {
		return this.usage;
	}

	/**
	 * Set the tokens counted by the gateway.
	 * @param usage the latest counters
	 */
	public void setUsage(@Nullable Usage usage) {
		this.usage = usage;
	}

	/**
	 * Return the time from subscription to the first event of a stream.
	 * @return the time, including all attempts and waits, or {@code null} if there was
	 * none
	 */
	public @Nullable Duration getTimeToFirstChunk() {
		return this.timeToFirstChunk;
	}

	/**
	 * Set the time from subscription to the first event of a stream.
	 * @param timeToFirstChunk the time, including all attempts and waits
	 */
	public void setTimeToFirstChunk(@Nullable Duration timeToFirstChunk) {
		this.timeToFirstChunk = timeToFirstChunk;
	}

	/**
	 * Return the number of requests sent for this call.
	 * @return 1 for a call that was not retried, 0 for one that failed before any request
	 */
	public int getAttempts() {
		return this.attempts;
	}

	/**
	 * Set the number of requests sent for this call.
	 * @param attempts the number, including the first request
	 */
	public void setAttempts(int attempts) {
		this.attempts = attempts;
	}

	/**
	 * Return the number of those requests that were sent to a model other than the
	 * requested one.
	 * @return 0 without a fallback
	 */
	public int getFallbackAttempts() {
		return this.fallbackAttempts;
	}

	/**
	 * Set the number of those requests that were sent to a model other than the requested
	 * one.
	 * @param fallbackAttempts the number
	 */
	public void setFallbackAttempts(int fallbackAttempts) {
		this.fallbackAttempts = fallbackAttempts;
	}

	/**
	 * Return the model that responded instead of the requested one.
	 * @return the model, or {@code null} if the requested model or none responded
	 */
	public @Nullable String getFallbackModel() {
		return this.fallbackModel;
	}

	/**
	 * Set the model that responded instead of the requested one.
	 * @param fallbackModel the model
	 */
	public void setFallbackModel(@Nullable String fallbackModel) {
		this.fallbackModel = fallbackModel;
	}

	/**
	 * Return the time that the call has waited for its turns under the limits of its key.
	 * @return the sum of its waits, or {@code null} if it is not limited
	 */
	public @Nullable Duration getLimitWait() {
		return this.limitWait;
	}

	/**
	 * Set the time that the call has waited for its turns under the limits of its key.
	 * @param limitWait the sum of its waits
	 */
	public void setLimitWait(@Nullable Duration limitWait) {
		this.limitWait = limitWait;
	}

	/**
	 * Return whether the call has ended with a complete response.
	 * @return whether the call was successful; {@code false} while it is open
	 */
	public boolean isCompleted() {
		return this.completed;
	}

	/**
	 * Set whether the call has ended with a complete response.
	 * @param completed whether the call was successful
	 */
	public void setCompleted(boolean completed) {
		this.completed = completed;
	}

	/**
	 * Return whether the subscriber cancelled the call before it ended. This is neither a
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

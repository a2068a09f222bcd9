package ai.apixo.client.observation;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import ai.apixo.messages.ResponseInfo;

/**
 * The summary of one call, from its subscription to its final signal. It contains neither
 * the key nor any text of the request or the response. Methods may be added in a minor
 * release.
 *
 * @since 0.1.0
 */
public interface ApixoCallSummary {

	/**
	 * Return the name of the client.
	 * @return the name
	 */
	String clientName();

	/**
	 * Return the number of requests that were sent.
	 * @return the number, 0 if the call ended before the first
	 */
	int attempts();

	/**
	 * Return the waits between the attempts.
	 * @return the waits in order: one less than the number of attempts, or as many if the
	 * call ended during a wait
	 */
	List<Duration> waits();

	/**
	 * Return the time from the subscription to the first event or, for a call that does
	 * not stream, to the message.
	 * @return the time, or {@code null} if nothing arrived
	 */
	@Nullable Duration timeToFirstEvent();

	/**
	 * Return the time from the subscription to the end, including attempts and waits.
	 * @return the time
	 */
	Duration duration();

	/**
	 * Return the model that responded, {@code model} of the message.
	 * @return the model, or {@code null} if no message began
	 */
	@Nullable String model();

	/**
	 * Return the information from the headers of the response, such as rate limits.
	 * @return the information, or {@code null} if no message began
	 */
	@Nullable ResponseInfo response();

	/**
	 * Return the gateway's id of the last request.
	 * @return the id, or {@code null} if there was no response or it had none
	 */
	@Nullable String requestId();

	/**
	 * Return why the call failed.
	 * @return the failure, or {@code null} if it did not
	 */
	@Nullable Throwable failure();

	/**
	 * Return whether the subscriber cancelled the call.
	 * @return whether there was neither a failure nor a complete response
	 */
	boolean cancelled();

}

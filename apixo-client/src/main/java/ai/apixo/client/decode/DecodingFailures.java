package ai.apixo.client.decode;

import tools.jackson.databind.JsonNode;

import ai.apixo.client.error.ApixoException;

/**
 * Creates the exceptions for what cannot be decoded. The implementation knows the
 * response that the bytes belong to, and so its request id.
 *
 * @since 0.1.0
 */
public interface DecodingFailures {

	/**
	 * Create the exception for an event that is larger than the maximum.
	 * @return the exception
	 */
	ApixoException tooLarge();

	/**
	 * Create the exception for an event that would take much more memory than its size.
	 * @return the exception
	 */
	ApixoException tooManyValues();

	/**
	 * Create the exception for an event that cannot be read.
	 * @param eventNumber the position of the event in the stream, from 1
	 * @param reason the reason, without any text of the event
	 * @return the exception
	 */
	ApixoException notJson(long eventNumber, String reason);

	/**
	 * Create the exception for a second message in one stream.
	 * @return the exception
	 */
	ApixoException spliced();

	/**
	 * Create the exception for an {@code error} event.
	 * @param event the event, or the text that came as its data
	 * @param delivered whether other events came before it
	 * @return the exception
	 */
	ApixoException errorEvent(JsonNode event, boolean delivered);

}

package ai.apixo.structured;

import org.jspecify.annotations.Nullable;

import ai.apixo.messages.event.StreamEvent;

/**
 * Finds the text of the document in the events of one stream.
 */
interface DocumentTracker {

	/**
	 * Take the next event.
	 * @param event the event
	 * @return the next piece of the document, {@code null} if the event has none
	 */
	@Nullable String accept(StreamEvent event);

	/**
	 * Return the rest of the document, at the end of the message.
	 * @param cut whether the message was cut
	 * @return the last piece, {@code null} if there is none
	 */
	@Nullable String end(boolean cut);

}

package ai.apixo.structured;

import org.jspecify.annotations.Nullable;

import ai.apixo.client.error.ApixoStructuredOutputException;
import ai.apixo.messages.event.StreamEvent;

/**
 * Reads the document of one stream and says what there is to deliver of it. Called by one
 * thread at a time.
 *
 * @param <T> the type of what is delivered
 */
interface DocumentReader<T> {

	/**
	 * Return whether an event is to be read only while a value is wanted.
	 * @return whether events are pulled one by one, {@code false} if they are read as
	 * fast as they come
	 */
	boolean isPulled();

	/**
	 * Take the next event, once {@link #next()} is {@code null} if events are pulled.
	 * @param event the event
	 * @throws ApixoStructuredOutputException if the document is malformed. What has been
	 * read before can still be delivered
	 */
	void accept(StreamEvent event);

	/**
	 * Return the next value, and take it out. Called only if it is wanted.
	 * @return the value, {@code null} if there is none before the next event
	 * @throws ApixoStructuredOutputException if there is no value because the document is
	 * malformed or invalid
	 */
	@Nullable T next();

	/**
	 * Return whether there is a value to deliver before the end can be told.
	 * @return whether {@link #next()} has a value
	 * @throws ApixoStructuredOutputException as {@link #next()} does
	 */
	boolean hasNext();

	/**
	 * Judge the document at the end of the stream.
	 * @throws ApixoStructuredOutputException if it is refused, truncated, malformed or
	 * invalid
	 */
	void complete();

}

package ai.apixo.structured;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.util.TokenBuffer;

import ai.apixo.client.error.ApixoStructuredOutputException.Reason;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.structured.Outcome.Failure;

/**
 * Reads the elements of one stream, each as soon as its last byte has come. Holds the
 * unfinished element and nothing else of the document.
 *
 * @param <E> the type of the elements
 */
final class ElementReader<E> implements DocumentReader<E> {

	/** The depth inside the list: root object and list are open. */
	private static final int IN_LIST = 2;

	private final StreamedDocument document;

	private final ElementBinder<E> binder;

	private @Nullable TokenBuffer element;

	private @Nullable E ahead;

	/** Whether there may be tokens that have not been read. */
	private boolean fed;

	private boolean inList;

	private boolean listNamed;

	private boolean listSeen;

	private int index;

	ElementReader(StreamedDocument document, ElementBinder<E> binder) {
		this.document = document;
		this.binder = binder;
	}

	@Override
	public boolean isPulled() {
		return true;
	}

	@Override
	public void accept(StreamEvent event) {
		String text = this.document.accept(event);
		if (text != null) {
			this.document.feed().feed(text);
			this.fed = true;
		}
	}

	@Override
	public @Nullable E next() {
		E element = this.ahead;
		this.ahead = null;
		return (element != null) ? element : read();
	}

	/**
	 * Read on to the next element, and no further.
	 */
	@Override
	public boolean hasNext() {
		if (this.ahead == null) {
			this.ahead = read();
		}
		return this.ahead != null;
	}

	private @Nullable E read() {
		E element = this.fed ? advance() : null;
		this.fed = element != null;
		return element;
	}

	@Override
	public void complete() {
		this.document.complete();
		if (!this.listSeen && !this.binder.isNullable()) {
			throw this.document.exception(required());
		}
	}

	private Failure<E> required() {
		return Failure.of(Reason.INVALID, JsonPointers.child("", this.binder.property()),
				"is required and must not be null");
	}

	private @Nullable E advance() {
		JsonFeed feed = this.document.feed();
		try {
			for (JsonToken token = feed.next(); token != null; token = feed.next()) {
				if (take(token, feed.depth())) {
					return bound();
				}
			}
			return null;
		}
		catch (MalformedDocumentException ex) {
			throw this.document.exception(ex.failure());
		}
	}

	private E bound() {
		TokenBuffer complete = this.element;
		this.element = null;
		this.document.feed().forget();
		if (complete == null) {
			throw new IllegalStateException("No element is complete");
		}
		complete.writeEndArray();
		Outcome<E> outcome = this.binder.bind(complete, this.index++);
		if (outcome instanceof Outcome.Value<E> value) {
			return value.value();
		}
		throw this.document.exception((Failure<?>) outcome);
	}

	/**
	 * Take a token.
	 * @return whether it completes an element
	 */
	private boolean take(JsonToken token, int depth) {
		if (!this.inList) {
			outside(token, depth);
			this.document.feed().forget();
			return false;
		}
		if (depth < IN_LIST) {
			this.inList = false;
			return false;
		}
		if (this.element == null) {
			this.element = TokenBuffer.forGeneration();
			this.element.writeStartArray();
		}
		this.element.copyCurrentEvent(this.document.feed().parser());
		return depth == IN_LIST && token != JsonToken.PROPERTY_NAME;
	}

	private void outside(JsonToken token, int depth) {
		if (token == JsonToken.PROPERTY_NAME) {
			this.listNamed = depth == 1 && this.binder.property().equals(this.document.feed().parser().currentName());
		}
		else if (this.listNamed) {
			this.listNamed = false;
			this.inList = token == JsonToken.START_ARRAY;
			this.listSeen = this.inList || (token == JsonToken.VALUE_NULL && this.binder.isNullable());
			if (!this.listSeen) {
				throw this.document.exception((token == JsonToken.VALUE_NULL) ? required()
						: Failure.of(Reason.INVALID, JsonPointers.child("", this.binder.property()), "is not a list"));
			}
		}
	}

}

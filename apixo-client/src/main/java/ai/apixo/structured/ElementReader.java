package ai.apixo.structured;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

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

	private final StreamedDocument document;

	private final ElementBinder<E> binder;

	private final ElementScanner scanner = new ElementScanner();

	private final ElementText text = new ElementText();

	private final JsonParser parser;

	private @Nullable E ahead;

	/** The latest piece of the document. */
	private String piece = "";

	/** The index of what has not been read of it. */
	private int next;

	/** Whether the document has begun. */
	private boolean begun;

	private boolean inList;

	private boolean listNamed;

	private boolean listSeen;

	private int index;

	ElementReader(StreamedDocument document, ElementBinder<E> binder) {
		this.document = document;
		this.binder = binder;
		this.parser = binder.parser(this.text);
	}

	@Override
	public boolean isPulled() {
		return true;
	}

	@Override
	public void accept(StreamEvent event) {
		String text = this.document.accept(event);
		if (text != null) {
			// Nothing is left of the one before, unless events come unasked.
			this.piece = (this.next == this.piece.length()) ? text : this.piece.substring(this.next) + text;
			this.next = 0;
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
		try {
			while (this.next < this.piece.length()) {
				if (!this.inList) {
					readAround();
				}
				else if (readList()) {
					return bound();
				}
			}
			return null;
		}
		catch (MalformedDocumentException ex) {
			throw this.document.exception(ex.failure());
		}
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

	/**
	 * Read on in the list.
	 * @return whether an element is complete
	 */
	private boolean readList() {
		int begin = this.scanner.pass(this.piece, this.next);
		this.next = begin;
		if (this.scanner.isAtEnd()) {
			this.inList = false;
			return false;
		}
		if (begin == this.piece.length()) {
			return false;
		}
		this.next = this.scanner.follow(this.piece, begin);
		this.text.append(this.piece, begin, this.next);
		return this.scanner.isBehindElement();
	}

	private E bound() {
		this.text.end();
		Outcome<E> outcome = this.binder.bind(this.parser, this.index++);
		if (outcome instanceof Outcome.Value<E> value) {
			this.text.clear();
			return value.value();
		}
		DocumentText.check(this.text.all());
		throw this.document.exception((Failure<?>) outcome);
	}

	/**
	 * Read on to the beginning of the list, or to the end of the piece. The list can only
	 * begin with a bracket.
	 */
	private void readAround() {
		int bracket = this.listSeen ? -1 : this.piece.indexOf('[', this.next);
		int end = (bracket >= 0) ? bracket + 1 : this.piece.length();
		JsonFeed feed = this.document.feed();
		feed.feed(this.piece.substring(this.next, end));
		this.next = end;
		for (JsonToken token = feed.next(); token != null; token = feed.next()) {
			outside(token, feed.depth());
			feed.forget();
		}
	}

	private void outside(JsonToken token, int depth) {
		if (!this.begun && token != JsonToken.START_OBJECT) {
			throw this.document.exception(Failure.of(Reason.INVALID, "", "is not an object"));
		}
		this.begun = true;
		if (token == JsonToken.PROPERTY_NAME) {
			this.listNamed = depth == 1 && this.binder.property().equals(this.document.feed().parser().currentName());
		}
		else if (this.listNamed) {
			this.listNamed = false;
			this.inList = token == JsonToken.START_ARRAY;
			this.listSeen = this.inList || (token == JsonToken.VALUE_NULL && this.binder.isNullable());
			if (!this.listSeen) {
				throw this.document.exception((token == JsonToken.VALUE_NULL) ? required() : Failure.of(Reason.INVALID,
						JsonPointers.child("", this.binder.property()), "is not an array"));
			}
		}
	}

}

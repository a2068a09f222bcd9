package ai.apixo.structured;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import ai.apixo.client.error.ApixoStructuredOutputException;
import ai.apixo.client.error.ApixoStructuredOutputException.Reason;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.structured.Outcome.Failure;

/**
 * The document of one stream as far as it is certain, read when somebody asks for it:
 * until then its text is kept. The parser does not show unfinished strings, so those are
 * followed on their own.
 */
final class PartialDocument implements DocumentReader<ObjectNode> {

	/**
	 * How much text may wait for somebody who wants to see the document, in characters.
	 */
	private static final int MAX_UNREAD = 1024 * 1024;

	private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

	private final StreamedDocument document;

	private final OpenString openString = new OpenString();

	private final StringBuilder unread = new StringBuilder();

	private final Deque<OpenContainer> open = new ArrayDeque<>();

	private @Nullable JsonNode root;

	private @Nullable ApixoStructuredOutputException problem;

	/** How much of the open string the last snapshot had. */
	private int shownLength = OpenString.NONE;

	private boolean changed;

	/** Whether there has been a snapshot. */
	private boolean shown;

	PartialDocument(StreamedDocument document) {
		this.document = document;
	}

	@Override
	public boolean isPulled() {
		return false;
	}

	@Override
	public void accept(StreamEvent event) {
		if (this.problem != null) {
			throw this.problem;
		}
		String text = this.document.accept(event);
		if (text != null) {
			this.unread.append(text);
		}
		if (this.unread.length() >= MAX_UNREAD) {
			read();
		}
	}

	/**
	 * Return whether there is a snapshot to deliver. As long as nobody has asked for one,
	 * text is all it takes.
	 */
	@Override
	public boolean hasNext() {
		return (!this.shown && !this.unread.isEmpty()) || isChanged();
	}

	/**
	 * Return the document so far, which shares its finished parts with other snapshots.
	 */
	@Override
	public @Nullable ObjectNode next() {
		return isChanged() ? snapshot() : null;
	}

	private boolean isChanged() {
		read();
		boolean changed = this.changed || openLength() != this.shownLength;
		if (!changed && this.problem != null) {
			throw this.problem;
		}
		return changed;
	}

	@Override
	public void complete() {
		this.document.complete();
	}

	private void read() {
		if (this.unread.isEmpty() || this.problem != null) {
			return;
		}
		String text = this.unread.toString();
		this.unread.setLength(0);
		this.openString.accept(text);
		JsonFeed feed = this.document.feed();
		feed.feed(text);
		try {
			for (JsonToken token = feed.next(); token != null; token = feed.next()) {
				take(token, feed.parser());
			}
		}
		catch (MalformedDocumentException ex) {
			this.problem = this.document.exception(ex.failure());
		}
		catch (JacksonException | NumberFormatException ex) {
			// A number of which Java has none.
			this.problem = this.document.exception(Failure.of(Reason.MALFORMED, "", DocumentText.tooDeep()));
		}
	}

	private ObjectNode snapshot() {
		this.shown = true;
		this.changed = false;
		this.shownLength = openLength();
		JsonNode inner = (this.shownLength != OpenString.NONE) ? NODES.stringNode(this.openString.text()) : null;
		for (OpenContainer container : this.open) {
			inner = container.snapshot(inner);
		}
		return (ObjectNode) Objects.requireNonNull((inner != null) ? inner : this.root);
	}

	private int openLength() {
		OpenContainer container = this.open.peek();
		return (container != null && container.awaitsValue()) ? this.openString.length() : OpenString.NONE;
	}

	private void take(JsonToken token, JsonParser parser) {
		if (this.open.isEmpty() && token != JsonToken.START_OBJECT) {
			throw new MalformedDocumentException(Failure.of(Reason.MALFORMED, "", "is not an object"));
		}
		switch (token) {
			case START_OBJECT -> begin(new OpenObject());
			case START_ARRAY -> begin(new OpenList());
			case PROPERTY_NAME -> this.open.element().name(parser.currentName());
			case END_OBJECT, END_ARRAY -> add(this.open.remove().close());
			case VALUE_STRING -> string(parser.getString());
			case VALUE_TRUE, VALUE_FALSE -> value(NODES.booleanNode(token == JsonToken.VALUE_TRUE));
			case VALUE_NUMBER_INT -> value(integer(parser));
			case VALUE_NUMBER_FLOAT -> value(NODES.numberNode(parser.getDecimalValue()));
			default -> value(NODES.nullNode());
		}
	}

	private static JsonNode integer(JsonParser parser) {
		return switch (parser.getNumberType()) {
			case INT -> NODES.numberNode(parser.getIntValue());
			case LONG -> NODES.numberNode(parser.getLongValue());
			default -> NODES.numberNode(parser.getBigIntegerValue());
		};
	}

	private void begin(OpenContainer container) {
		this.open.push(container);
		this.changed = true;
	}

	private void value(JsonNode value) {
		add(value);
		this.changed = true;
	}

	private void string(String text) {
		add(NODES.stringNode(text));
		this.changed |= text.length() != this.shownLength;
		this.shownLength = OpenString.NONE;
	}

	private void add(JsonNode value) {
		OpenContainer container = this.open.peek();
		if (container != null) {
			container.add(value);
		}
		else {
			this.root = value;
		}
	}

}

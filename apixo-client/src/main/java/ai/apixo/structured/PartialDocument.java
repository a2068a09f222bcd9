package ai.apixo.structured;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import ai.apixo.client.error.ApixoStructuredOutputException;
import ai.apixo.messages.event.StreamEvent;

/**
 * The document of one stream as far as it is certain. The parser does not show unfinished
 * strings, so those are followed on their own.
 */
final class PartialDocument {

	private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

	private final StreamedDocument document;

	private final OpenString openString = new OpenString();

	private final Deque<OpenContainer> open = new ArrayDeque<>();

	private @Nullable JsonNode root;

	private @Nullable String shown;

	private boolean changed;

	PartialDocument(StreamedDocument document) {
		this.document = document;
	}

	/**
	 * Take the next event.
	 * @param event the event
	 * @throws ApixoStructuredOutputException if the document is malformed
	 */
	void accept(StreamEvent event) {
		String text = this.document.accept(event);
		if (text == null) {
			return;
		}
		this.openString.accept(text);
		JsonFeed feed = this.document.feed();
		try {
			for (JsonToken token = feed.next(); token != null; token = feed.next()) {
				take(token, feed.parser());
			}
		}
		catch (MalformedDocumentException ex) {
			throw this.document.exception(ex.failure());
		}
	}

	/**
	 * Judge the document at the end of the stream.
	 * @throws ApixoStructuredOutputException if it is refused, truncated or malformed
	 */
	void complete() {
		this.document.complete();
	}

	/**
	 * Return whether there is something to show that the last snapshot did not.
	 * @return whether a snapshot would be new
	 */
	boolean hasChanged() {
		return this.changed || !Objects.equals(openText(), this.shown);
	}

	/**
	 * Return the document so far.
	 * @return the document, which shares its finished parts with other snapshots
	 */
	ObjectNode snapshot() {
		this.changed = false;
		this.shown = openText();
		JsonNode inner = (this.shown != null) ? NODES.stringNode(this.shown) : null;
		for (OpenContainer container : this.open) {
			inner = container.snapshot(inner);
		}
		return (ObjectNode) Objects.requireNonNull((inner != null) ? inner : this.root);
	}

	private @Nullable String openText() {
		OpenContainer container = this.open.peek();
		return (container != null && container.awaitsValue()) ? this.openString.text() : null;
	}

	private void take(JsonToken token, JsonParser parser) {
		switch (token) {
			case START_OBJECT -> begin(new OpenObject());
			case START_ARRAY -> begin(new OpenList());
			case PROPERTY_NAME -> this.open.element().name(parser.currentName());
			case END_OBJECT, END_ARRAY -> add(this.open.remove().snapshot(null));
			case VALUE_STRING -> string(parser.getString());
			case VALUE_TRUE, VALUE_FALSE -> value(NODES.booleanNode(token == JsonToken.VALUE_TRUE));
			case VALUE_NUMBER_INT -> value(NODES.numberNode(parser.getBigIntegerValue()));
			case VALUE_NUMBER_FLOAT -> value(NODES.numberNode(parser.getDecimalValue()));
			default -> value(NODES.nullNode());
		}
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
		this.changed |= !text.equals(this.shown);
		this.shown = null;
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

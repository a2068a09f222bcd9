package ai.apixo.test;

import java.util.function.Consumer;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import ai.apixo.messages.event.MessageAccumulator;
import ai.apixo.messages.event.StreamEvent;

/**
 * One event of a stream.
 *
 * @param name its name, empty for none
 * @param json what it carries, JSON unless the test wants it otherwise
 */
record ScriptedEvent(String name, String json) {

	ScriptedEvent(String json) {
		this(name(json), json);
	}

	/**
	 * Return an event of the Messages API.
	 */
	static ScriptedEvent of(String type, Consumer<ObjectNode> fields) {
		ObjectNode event = MessagesFormat.object().put("type", type);
		fields.accept(event);
		return new ScriptedEvent(type, MessagesFormat.write(event));
	}

	/**
	 * Return the event as server-sent events have it.
	 * @param named whether with an {@code event} line
	 */
	byte[] bytes(boolean named) {
		StringBuilder text = new StringBuilder();
		if (named && !this.name.isEmpty()) {
			text.append("event: ").append(this.name).append('\n');
		}
		this.json.lines().forEach((line) -> text.append("data: ").append(line).append('\n'));
		return MessagesFormat.utf8(text.append('\n').toString());
	}

	private static String name(String json) {
		JsonNode event = MessagesFormat.parse(json);
		return (event != null) ? event.path("type").asString("").lines().findFirst().orElse("") : "";
	}

	/**
	 * Add the event to a message, if it has a place in one.
	 */
	void addTo(MessageAccumulator message) {
		try {
			message.accept(MessagesFormat.read(this.json, StreamEvent.class));
		}
		catch (JacksonException | IllegalStateException ex) {
			// Not JSON, or out of place, because the test wants it so.
		}
	}

}

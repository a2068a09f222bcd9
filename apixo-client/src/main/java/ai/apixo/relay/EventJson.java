package ai.apixo.relay;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.messages.json.ApixoMessagesModule;
import ai.apixo.messages.json.MessagesJsonMapper;

/**
 * Writes events, each as one line of JSON.
 */
final class EventJson {

	private final @Nullable JsonMapper jsonMapper;

	private final AtomicReference<@Nullable ObjectWriter> made = new AtomicReference<>();

	/**
	 * Create the JSON of events.
	 * @param jsonMapper the application's mapper, or {@code null} for the one of the wire
	 */
	EventJson(@Nullable JsonMapper jsonMapper) {
		this.jsonMapper = jsonMapper;
	}

	/**
	 * Write an event.
	 * @param event any value
	 * @return one line of JSON
	 * @throws JacksonException if it cannot be written
	 */
	byte[] write(Object event) {
		ObjectWriter writer = writer();
		byte[] json;
		try {
			json = writer.writeValueAsBytes(event);
		}
		catch (JacksonException ex) {
			// Half of a surrogate pair has no UTF-8, but an escape; the other half
			// follows.
			json = writer.with(JsonWriteFeature.ESCAPE_NON_ASCII)
				.writeValueAsString(event)
				.getBytes(StandardCharsets.UTF_8);
		}
		return onOneLine(json);
	}

	/**
	 * Only JSON that was written raw can have line ends, and they are no part of a text.
	 */
	private static byte[] onOneLine(byte[] json) {
		for (int i = 0; i < json.length; i++) {
			if (json[i] == '\n' || json[i] == '\r') {
				json[i] = ' ';
			}
		}
		return json;
	}

	// Made for the first event, without a lock: two at once each make one.
	private ObjectWriter writer() {
		ObjectWriter writer = this.made.get();
		if (writer == null) {
			writer = mapper().writer().without(SerializationFeature.INDENT_OUTPUT);
			this.made.compareAndSet(null, writer);
		}
		return writer;
	}

	private JsonMapper mapper() {
		if (this.jsonMapper == null) {
			return MessagesJsonMapper.create();
		}
		return this.jsonMapper.rebuild().addModule(new ApixoMessagesModule()).build();
	}

}

package ai.apixo.messages.json;

import java.util.Set;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.messages.Message;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.event.StreamEvent;

/**
 * What reads and writes the wire. Jackson would look for the way to read or write a type
 * at each call, and make it at the first one behind a lock.
 *
 * @param requests writes requests
 * @param events reads the events of a stream
 * @param messages reads responses in one piece
 * @param trees reads any JSON
 * @since 0.1.0
 */
public record MessagesJson(ObjectWriter requests, ObjectReader events, ObjectReader messages, ObjectReader trees) {

	/**
	 * Create the readers and writers of a mapper.
	 * @param jsonMapper the mapper
	 * @return its readers and writers
	 */
	public static MessagesJson of(JsonMapper jsonMapper) {
		return new MessagesJson(jsonMapper.writerFor(MessagesRequest.class), jsonMapper.readerFor(StreamEvent.class),
				jsonMapper.readerFor(Message.class), jsonMapper.readerFor(JsonNode.class));
	}

	/**
	 * Return the types of events that are known.
	 * @return the types, such as {@code message_start}; an error is none
	 */
	public static Set<String> eventTypes() {
		return EventCodecs.EVENT.types();
	}

}

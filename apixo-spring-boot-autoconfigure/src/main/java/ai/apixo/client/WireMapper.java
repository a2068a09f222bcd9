package ai.apixo.client;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.messages.Message;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.messages.json.MessagesJsonMapper;

/**
 * The clients' own mapper, so that the application's settings cannot change the wire.
 * Made for the first request, because it takes hundreds of classes that the start of an
 * application need not wait for. There is no lock that an event loop could have to wait
 * for: two first requests at once each make one.
 */
final class WireMapper implements Supplier<JsonMapper> {

	private final AtomicReference<@Nullable JsonMapper> made = new AtomicReference<>();

	@Override
	public JsonMapper get() {
		JsonMapper jsonMapper = this.made.get();
		return (jsonMapper != null) ? jsonMapper : make();
	}

	/**
	 * With readers and a writer, which Jackson makes at first use behind a lock.
	 */
	private JsonMapper make() {
		JsonMapper jsonMapper = MessagesJsonMapper.create();
		for (Class<?> read : List.of(StreamEvent.class, Message.class, JsonNode.class)) {
			jsonMapper.readerFor(read);
		}
		jsonMapper.writerFor(MessagesRequest.class);
		this.made.compareAndSet(null, jsonMapper);
		return jsonMapper;
	}

}

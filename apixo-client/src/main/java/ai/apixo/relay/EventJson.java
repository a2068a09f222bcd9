package ai.apixo.relay;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.client.decode.LineEnds;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.messages.json.ApixoMessagesModule;
import ai.apixo.messages.json.MessagesJsonMapper;

/**
 * Writes events, each as one line of JSON.
 */
final class EventJson {

	/**
	 * What has written a larger event holds as much memory.
	 */
	private static final int LARGEST_KEPT = 64 * 1024;

	/** So many threads rarely share a place, and one that finds it empty does without. */
	private static final int PLACES = 64;

	/**
	 * Those that nobody writes with at the moment, by thread. One that failed half way is
	 * not kept.
	 */
	private final AtomicReferenceArray<@Nullable EventSequence> free = new AtomicReferenceArray<>(PLACES);

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
			json = (event instanceof StreamEvent known) ? writeNext(writer, known) : writer.writeValueAsBytes(event);
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

	private byte[] writeNext(ObjectWriter writer, StreamEvent event) {
		int place = (int) (Thread.currentThread().getId() % PLACES);
		EventSequence free = this.free.getAndSet(place, null);
		EventSequence sequence = (free != null) ? free : new EventSequence(writer);
		byte[] json = sequence.write(event);
		if (json.length <= LARGEST_KEPT) {
			this.free.lazySet(place, sequence);
		}
		return json;
	}

	/**
	 * Only JSON that was written raw can have line ends, and they are no part of a text.
	 */
	private static byte[] onOneLine(byte[] json) {
		int end = LineEnds.find(json, 0, json.length);
		while (end >= 0) {
			json[end] = ' ';
			end = LineEnds.find(json, end + 1, json.length);
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

package ai.apixo.relay;

import java.io.ByteArrayOutputStream;

import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SequenceWriter;

import ai.apixo.messages.event.StreamEvent;

/**
 * Writes events one after the other with the same generator, which costs as much to
 * create as most events to write. Of no use once an event could not be written.
 */
final class EventSequence {

	private static final int USUAL_SIZE = 256;

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_SIZE);

	private final SequenceWriter values;

	EventSequence(ObjectWriter writer) {
		this.values = writer.withRootValueSeparator((String) null).writeValues(this.bytes);
	}

	byte[] write(StreamEvent event) {
		this.values.write(event);
		this.values.flush();
		byte[] json = this.bytes.toByteArray();
		this.bytes.reset();
		return json;
	}

}

package ai.apixo.client;

import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

/**
 * What it takes to read a reply.
 *
 * @param jsonMapper the client's own mapper, so that the application's settings cannot
 * change the wire
 * @param maxMessageSize how large an event or answer may be
 * @param scratchBuffers arrays to scan in
 */
record ReplyDecoding(JsonMapper jsonMapper, DataSize maxMessageSize, ScratchBuffers scratchBuffers) {

	int maxBytes() {
		return (int) Math.min(this.maxMessageSize.toBytes(), Integer.MAX_VALUE / 4);
	}

	ReplyFailures failures(ReplyHead head) {
		return new ReplyFailures(head, new ApiErrorReader(this.jsonMapper, head.mask()), this.maxMessageSize);
	}

}

package ai.apixo.client;

import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

/**
 * What it takes to read a reply.
 *
 * @param wireMapper the client's own mapper
 * @param maxMessageSize how large an event or answer may be
 * @param scratchBuffers arrays to scan in
 */
record ReplyDecoding(WireMapper wireMapper, DataSize maxMessageSize, ScratchBuffers scratchBuffers) {

	JsonMapper jsonMapper() {
		return this.wireMapper.get();
	}

	int maxBytes() {
		return (int) Math.min(this.maxMessageSize.toBytes(), Integer.MAX_VALUE / 4);
	}

	ReplyFailures failures(ReplyHead head) {
		return new ReplyFailures(head, new ApiErrorReader(jsonMapper(), head.mask()), this.maxMessageSize);
	}

}

package ai.apixo.client;

import org.springframework.util.unit.DataSize;

/**
 * What it takes to read a reply.
 *
 * @param wireMapper the client's own mapper
 * @param maxMessageSize how large an event or answer may be
 * @param scratchBuffers arrays to scan in
 */
record ReplyDecoding(WireMapper wireMapper, DataSize maxMessageSize, ScratchBuffers scratchBuffers) {

	MessagesJson json() {
		return this.wireMapper.get();
	}

	int maxBytes() {
		return (int) Math.min(this.maxMessageSize.toBytes(), Integer.MAX_VALUE / 4);
	}

	ReplyFailures failures(ReplyHead head) {
		return new ReplyFailures(head, new ApiErrorReader(json().trees(), head.mask()), this.maxMessageSize);
	}

}

package ai.apixo.client;

import org.springframework.util.unit.DataSize;

/**
 * What it takes to read a reply.
 *
 * @param messagesJson reads the wire
 * @param maxMessageSize how large an event or answer may be
 * @param scratchBuffers arrays to scan in
 */
record ResponseDecoding(LazyMessagesJson messagesJson, DataSize maxMessageSize, ScratchBuffers scratchBuffers) {

	MessagesJson json() {
		return this.messagesJson.get();
	}

	int maxBytes() {
		return (int) Math.min(this.maxMessageSize.toBytes(), Integer.MAX_VALUE / 4);
	}

	ResponseFailures failures(ResponseHead head) {
		return new ResponseFailures(head, new ApiErrorReader(json().trees(), head.mask()), this.maxMessageSize);
	}

}

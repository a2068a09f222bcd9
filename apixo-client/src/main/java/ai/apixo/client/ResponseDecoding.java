package ai.apixo.client;

import org.springframework.util.unit.DataSize;

import ai.apixo.client.decode.EventDecoder;
import ai.apixo.client.decode.ScratchBuffers;
import ai.apixo.messages.json.LazyMessagesJson;
import ai.apixo.messages.json.MessagesJson;

/**
 * What it takes to read a response.
 *
 * @param messagesJson reads the wire
 * @param maxMessageSize how large an event or response may be
 * @param scratchBuffers arrays to scan in
 */
record ResponseDecoding(LazyMessagesJson messagesJson, DataSize maxMessageSize, ScratchBuffers scratchBuffers) {

	MessagesJson json() {
		return this.messagesJson.get();
	}

	int maxBytes() {
		return (int) Math.min(this.maxMessageSize.toBytes(), Integer.MAX_VALUE / 4);
	}

	EventDecoder decoder(ReceivedResponse response) {
		return new EventDecoder(json(), this.scratchBuffers, maxBytes(), response.head()::responseInfo,
				response.failures());
	}

}

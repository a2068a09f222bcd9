package ai.apixo.client;

import org.springframework.http.MediaType;
import reactor.core.publisher.Sinks;

import ai.apixo.client.decode.EventDecoder;

/**
 * An answer as a stream of events.
 *
 * @param decoding what it takes to read a reply
 */
record StreamCall(ResponseDecoding decoding) implements CallKind<EventStream> {

	@Override
	public MediaType accept() {
		return MediaType.TEXT_EVENT_STREAM;
	}

	@Override
	public BodyReceiver reader(ReceivedResponse reply, Sinks.One<EventStream> outcome) {
		ResponseFailures failures = reply.failures();
		if (!reply.head().isEventStream()) {
			return CollectingBodyReceiver.ofExplanation(reply.exchange(), outcome,
					(body) -> failures.unexpected(body, "an event stream"));
		}
		EventDecoder decoder = new EventDecoder(this.decoding.json(), this.decoding.scratchBuffers(),
				this.decoding.maxBytes(), reply.head()::responseInfo, failures);
		return new EventStream(reply, outcome, decoder);
	}

}

package ai.apixo.client;

import org.springframework.http.MediaType;
import reactor.core.publisher.Sinks;

import ai.apixo.client.decode.EventDecoder;

/**
 * A message as a stream of events.
 *
 * @param decoding what it takes to decode a response
 */
record StreamCall(ResponseDecoding decoding) implements CallKind<EventStream> {

	@Override
	public MediaType accept() {
		return MediaType.TEXT_EVENT_STREAM;
	}

	@Override
	public BodyReceiver receiver(ReceivedResponse response, Sinks.One<EventStream> outcome) {
		ResponseFailures failures = response.failures();
		if (!response.head().isEventStream()) {
			return CollectingBodyReceiver.ofExplanation(response, outcome,
					(body) -> failures.unexpected(body, "an event stream"));
		}
		EventDecoder decoder = new EventDecoder(this.decoding.json(), this.decoding.scratchBuffers(),
				this.decoding.maxBytes(), response.head()::responseInfo, failures);
		return new EventStream(response, outcome, decoder);
	}

}

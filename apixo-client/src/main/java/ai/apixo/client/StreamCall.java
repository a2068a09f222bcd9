package ai.apixo.client;

import org.springframework.http.MediaType;
import reactor.core.publisher.Sinks;

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
		SseScanner scanner = new SseScanner(this.decoding.scratchBuffers(), this.decoding.maxBytes(),
				failures::tooLarge);
		EventReader reader = new EventReader(this.decoding.json(), reply.head(), failures);
		return new EventStream(reply, outcome, scanner, reader);
	}

}

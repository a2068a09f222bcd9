package ai.apixo.client;

import org.springframework.http.MediaType;
import reactor.core.publisher.Sinks;

import ai.apixo.client.FirstBytesReceiver.BodyForm;

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
		return new FirstBytesReceiver(response.exchange(), (form) -> receiver(form, response, outcome));
	}

	private BodyReceiver receiver(BodyForm form, ReceivedResponse response, Sinks.One<EventStream> outcome) {
		boolean eventStream = switch (form) {
			case EVENT_STREAM -> true;
			case OTHER -> false;
			case UNKNOWN -> response.head().isEventStream();
		};
		return eventStream ? new EventStream(response, outcome, this.decoding.decoder(response))
				: CollectingBodyReceiver.ofExplanation(response, outcome, (body) -> response.failures().noStream(body));
	}

}

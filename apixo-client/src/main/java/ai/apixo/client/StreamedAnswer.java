package ai.apixo.client;

import org.springframework.http.MediaType;
import reactor.core.publisher.Sinks;

/**
 * An answer as a stream of events.
 *
 * @param decoding what it takes to read a reply
 */
record StreamedAnswer(ReplyDecoding decoding) implements AnswerKind<EventStream> {

	@Override
	public MediaType accept() {
		return MediaType.TEXT_EVENT_STREAM;
	}

	@Override
	public ReplyReader reader(Reply reply, Sinks.One<EventStream> outcome) {
		ReplyFailures failures = reply.failures();
		if (!reply.head().isEventStream()) {
			return CollectingReader.ofExplanation(reply.exchange(), outcome,
					(body) -> failures.unexpected(body, "an event stream"));
		}
		FrameScanner scanner = new FrameScanner(this.decoding.scratchBuffers(), this.decoding.maxBytes(),
				failures::tooLarge);
		EventReader reader = new EventReader(this.decoding.json(), reply.head(), failures);
		return new EventStream(reply, outcome, scanner, reader);
	}

}

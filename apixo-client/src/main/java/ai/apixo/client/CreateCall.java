package ai.apixo.client;

import org.springframework.http.MediaType;
import reactor.core.publisher.Sinks;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.Message;

/**
 * An answer in one piece.
 *
 * @param decoding what it takes to read a reply
 */
record CreateCall(ResponseDecoding decoding) implements CallKind<Message> {

	@Override
	public MediaType accept() {
		return MediaType.APPLICATION_JSON;
	}

	@Override
	public BodyReceiver reader(ReceivedResponse reply, Sinks.One<Message> outcome) {
		return CollectingBodyReceiver.ofAnswer(reply.exchange(), this.decoding.maxBytes(), outcome,
				(body) -> message(reply, body));
	}

	private Message message(ReceivedResponse reply, CollectedBody body) {
		if (body.truncated()) {
			throw reply.failures().tooLarge();
		}
		if (body.failure() != null) {
			throw reply.failures().cut(body);
		}
		try {
			JsonNode json = this.decoding.json().trees().readTree(body.text());
			if (json != null && json.path("type").asString("").equals("message")) {
				Message message = this.decoding.json().messages().readValue(json);
				return message.withResponse(reply.head().responseInfo());
			}
		}
		catch (JacksonException | IllegalArgumentException ex) {
			// Falls through: the body says more than Jackson's message, which may quote
			// the answer.
		}
		throw reply.failures().unexpected(body, "a message");
	}

}

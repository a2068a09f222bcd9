package ai.apixo.client;

import org.springframework.http.MediaType;
import reactor.core.publisher.Sinks;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

import ai.apixo.client.CollectingBodyReceiver.CollectedBody;
import ai.apixo.messages.Message;

/**
 * A message in one piece.
 *
 * @param decoding what it takes to decode a response
 */
record CreateCall(ResponseDecoding decoding) implements CallKind<Message> {

	@Override
	public MediaType accept() {
		return MediaType.APPLICATION_JSON;
	}

	@Override
	public BodyReceiver receiver(ReceivedResponse response, Sinks.One<Message> outcome) {
		return CollectingBodyReceiver.ofMessage(response.exchange(), this.decoding.maxBytes(), outcome,
				(body) -> message(response, body));
	}

	private Message message(ReceivedResponse response, CollectedBody body) {
		if (body.truncated()) {
			throw response.failures().tooLarge();
		}
		if (body.failure() != null) {
			throw response.failures().cut(body);
		}
		try {
			JsonNode json = this.decoding.json().trees().readTree(body.text());
			if (json != null && json.path("type").asString("").equals("message")) {
				Message message = this.decoding.json().messages().readValue(json);
				return message.withResponse(response.head().responseInfo());
			}
		}
		catch (JacksonException | IllegalArgumentException ex) {
			// Falls through: the body says more than Jackson's message, which may quote
			// it.
		}
		throw response.failures().unexpected(body, "a message");
	}

}

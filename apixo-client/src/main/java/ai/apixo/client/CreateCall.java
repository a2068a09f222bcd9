package ai.apixo.client;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import reactor.core.publisher.Sinks;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

import ai.apixo.client.FirstBytesReceiver.BodyForm;
import ai.apixo.client.decode.JsonBytes;
import ai.apixo.client.decode.JsonWeight;
import ai.apixo.client.decode.MessageReader;
import ai.apixo.client.error.ApixoException;
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
		return new FirstBytesReceiver(response.exchange(), (form) -> receiver(form, response, outcome));
	}

	private BodyReceiver receiver(BodyForm form, ReceivedResponse response, Sinks.One<Message> outcome) {
		int maxBytes = this.decoding.maxBytes();
		boolean isStream = form == BodyForm.EVENT_STREAM
				|| (form == BodyForm.UNKNOWN && response.head().isLabeledEventStream());
		return isStream ? new StreamedMessageReceiver(response, this.decoding.decoder(response), maxBytes, outcome)
				: CollectingBodyReceiver.ofMessage(response, maxBytes, outcome, (body) -> message(response, body));
	}

	private Message message(ReceivedResponse response, CollectedBody body) {
		byte[] bytes = body.bytes();
		if (body.truncated()) {
			throw response.failures().tooLarge();
		}
		if (body.failure() != null) {
			throw response.failures().cut(body);
		}
		if (JsonWeight.exceeds(bytes, 0, bytes.length, this.decoding.maxBytes())) {
			throw response.failures().tooManyValues();
		}
		try {
			Message message = read(bytes);
			if (message == null) {
				throw response.failures().unexpected(body, "a message");
			}
			ApixoException error = message.content().isEmpty() ? response.failures().errorIn(body) : null;
			if (error != null) {
				throw error;
			}
			return message.withResponse(response.head().responseInfo());
		}
		catch (UnexpectedEndOfInputException ex) {
			throw response.failures().cut(body);
		}
		catch (JacksonException | IllegalArgumentException ex) {
			// What Jackson says may quote the message.
			throw response.failures().unexpected(body, "a message");
		}
	}

	private @Nullable Message read(byte[] bytes) {
		Message plain = MessageReader.read(bytes);
		return (plain != null) ? plain : JsonBytes.read(this.decoding.json().messages(), Message.class, bytes);
	}

}

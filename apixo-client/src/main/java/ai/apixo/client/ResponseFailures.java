package ai.apixo.client;

import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;

import ai.apixo.client.CollectingBodyReceiver.CollectedBody;
import ai.apixo.client.decode.DecodingFailures;
import ai.apixo.client.error.ApixoApiException;
import ai.apixo.client.error.ApixoConnectionException;
import ai.apixo.client.error.ApixoException;
import ai.apixo.client.error.ApixoIncompleteStreamException;
import ai.apixo.client.error.ApixoLimit;
import ai.apixo.client.error.ApixoLimitException;
import ai.apixo.client.error.ApixoProtocolException;

/**
 * Says what went wrong with a reply that has begun.
 */
final class ResponseFailures implements DecodingFailures {

	private static final int EXCERPT_LENGTH = 200;

	private static final String MAX_MESSAGE_SIZE_PROPERTY = "apixo.http.max-message-size";

	private final ResponseHead head;

	private final ApiErrorReader errors;

	private final DataSize maxMessageSize;

	ResponseFailures(ResponseHead head, ApiErrorReader errors, DataSize maxMessageSize) {
		this.head = head;
		this.errors = errors;
		this.maxMessageSize = maxMessageSize;
	}

	/**
	 * The reply has a status other than 2xx.
	 */
	ApixoApiException status(CollectedBody body) {
		return this.errors.ofReply(this.head, body.text());
	}

	@Override
	public ApixoApiException errorEvent(JsonNode event) {
		return this.errors.ofEvent(this.head, event);
	}

	/**
	 * The reply is neither an event stream nor a message.
	 */
	ApixoException unexpected(CollectedBody body, String expected) {
		ApixoApiException error = this.errors.ofErrorBody(this.head, body.text());
		if (error != null) {
			return error;
		}
		String contentType = this.head.contentType();
		String excerpt = this.errors.excerpt(body.text(), EXCERPT_LENGTH);
		return protocol("Expected " + expected + " but the answer has status " + this.head.status()
				+ ((contentType != null) ? ", content type " + contentType : ", no content type")
				+ (excerpt.isEmpty() ? " and no body" : " and begins: " + excerpt)
				+ ". Check that 'apixo.base-url' is the address of a Messages gateway and that no proxy answers in its place");
	}

	ApixoProtocolException encoded(String encoding) {
		return protocol("The answer has the content encoding '" + encoding
				+ "', which was not asked for. Something between client and gateway compresses it; switch that off");
	}

	@Override
	public ApixoProtocolException notJson(long eventNumber, String reason) {
		return protocol("Event " + eventNumber + " of the stream cannot be read: " + reason);
	}

	@Override
	public ApixoProtocolException spliced() {
		return protocol("A second message with another id began before the first was complete. "
				+ "The gateway has glued two answers together; what was delivered is not a whole answer");
	}

	/**
	 * The body ended before {@code message_stop}.
	 */
	ApixoException ended(boolean eventsDelivered, @Nullable Throwable failure) {
		if (failure instanceof ApixoException known) {
			return known;
		}
		String how = (failure != null) ? " because the connection was lost: " + ConnectionFailures.describe(failure)
				: "";
		String what = eventsDelivered
				? "The stream ended before 'message_stop'" + how
						+ ". What was delivered is not the whole answer. Asking again is a new call with a new answer"
				: "The stream ended before its first event" + how + ". Try again later";
		return new ApixoIncompleteStreamException(what, this.head.requestId(), eventsDelivered, failure);
	}

	/**
	 * The body of a message was cut.
	 */
	ApixoException cut(CollectedBody body) {
		Throwable failure = body.failure();
		if (failure instanceof ApixoException known) {
			return known;
		}
		String how = (failure != null) ? ConnectionFailures.describe(failure) : "the body is incomplete";
		return new ApixoConnectionException("The connection was lost in the middle of the answer: " + how,
				this.head.requestId(), body.text().isEmpty(), failure);
	}

	@Override
	public ApixoLimitException tooLarge() {
		return new ApixoLimitException(
				"An event or answer is larger than " + this.maxMessageSize.toMegabytes() + " MB. Raise '"
						+ MAX_MESSAGE_SIZE_PROPERTY + "' if that is to be expected",
				ApixoLimit.MAX_MESSAGE_SIZE, this.head.requestId());
	}

	private ApixoProtocolException protocol(String message) {
		return new ApixoProtocolException(message, this.head.requestId());
	}

}

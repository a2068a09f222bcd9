package ai.apixo.client;

import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;

import ai.apixo.client.decode.DecodingFailures;
import ai.apixo.client.error.ApixoApiException;
import ai.apixo.client.error.ApixoConnectionException;
import ai.apixo.client.error.ApixoException;
import ai.apixo.client.error.ApixoIncompleteStreamException;
import ai.apixo.client.error.ApixoLimit;
import ai.apixo.client.error.ApixoLimitException;
import ai.apixo.client.error.ApixoProtocolException;
import ai.apixo.client.lifecycle.SettingNames;
import ai.apixo.client.text.BodyText;
import ai.apixo.client.text.PlainText;
import ai.apixo.client.text.Sentences;

/**
 * Says what went wrong with a response that has begun. What a model has written is never
 * quoted, only errors and the pages of servers and proxies.
 */
final class ResponseFailures implements DecodingFailures {

	private static final int EXCERPT_LENGTH = 200;

	private static final String WRONG_PLACE = " is the address of a Messages gateway and that no proxy responds in its place";

	private final ResponseHead head;

	private final ApiErrorReader errors;

	private final String address;

	private final SettingNames names;

	private final DataSize maxMessageSize;

	ResponseFailures(ResponseHead head, ApiErrorReader errors, String address, SettingNames names,
			DataSize maxMessageSize) {
		this.head = head;
		this.errors = errors;
		this.address = address;
		this.names = names;
		this.maxMessageSize = maxMessageSize;
	}

	/**
	 * The response has a status other than 2xx.
	 */
	ApixoApiException status(CollectedBody body) {
		return status(body.bytes(), null);
	}

	/**
	 * The response has a status other than 2xx, and the application has made an exception
	 * of it.
	 */
	ApixoApiException status(byte[] body, @Nullable Throwable cause) {
		return this.errors.ofResponse(this.head, body, cause);
	}

	@Override
	public ApixoApiException errorEvent(JsonNode event, boolean delivered) {
		return this.errors.ofEvent(this.head, event, delivered);
	}

	/**
	 * Return the error that a response with a good status is, or {@code null}.
	 */
	@Nullable ApixoApiException errorIn(CollectedBody body) {
		return this.errors.ofGoodStatus(this.head, body.bytes());
	}

	/**
	 * The response has a good status but is neither an event stream nor a message.
	 */
	ApixoException unexpected(CollectedBody body, String expected) {
		ApixoApiException error = errorIn(body);
		if (error != null) {
			return error;
		}
		String contentType = this.head.quotedContentType();
		return protocol(
				this.address + " responded with status " + this.head.status() + " and "
						+ ((contentType != null) ? "content type " + contentType : "no content type")
						+ ", but not with " + expected + ": " + content(body),
				"Check that " + this.names.baseUrl() + WRONG_PLACE);
	}

	/**
	 * The response to a call that streams has a good status but is no event stream, or
	 * has ended before it was one.
	 */
	ApixoException noStream(CollectedBody body) {
		boolean endedBefore = body.failure() != null && body.size() == 0;
		return endedBefore ? ended(false, body.failure()) : unexpected(body, "an event stream");
	}

	private String content(CollectedBody body) {
		String text = BodyText.of(body.bytes(), this.head.contentType(), this.head.contentEncoding());
		if (text == null) {
			return "its body is not text";
		}
		String start = text.stripLeading();
		if (start.isEmpty()) {
			return "it has no body";
		}
		if (BodyText.isGzip(body.bytes())) {
			return "its body is compressed, which was neither declared nor requested";
		}
		if (PlainText.isDocument(start)) {
			return "its body is the page \"" + this.head.mask().quote(text, EXCERPT_LENGTH) + '"';
		}
		return "its body is " + ((start.startsWith("{") || start.startsWith("[")) ? "other JSON" : "other text")
				+ " of " + body.bytes().length + " bytes";
	}

	ApixoProtocolException encoded() {
		return protocol(
				this.address + " responded with the content encoding '" + this.head.quotedContentEncoding()
						+ "', which was not requested",
				"Something between client and gateway compresses responses; disable that");
	}

	@Override
	public ApixoProtocolException notJson(long eventNumber, String reason) {
		return protocol("Event " + eventNumber + " of the stream from " + this.address + " cannot be read: " + reason,
				"What was delivered is not the whole message; check the proxies in between");
	}

	@Override
	public ApixoProtocolException spliced() {
		return protocol(
				"The stream from " + this.address
						+ " began a second message with another id before the first was complete: the gateway has "
						+ "merged two responses into one stream",
				"What was delivered is not a whole message; asking again is a new call");
	}

	/**
	 * The events are not those of a message.
	 */
	ApixoProtocolException notStarted() {
		return protocol(
				this.address + " responded with status " + this.head.status()
						+ " and an event stream that does not begin with 'message_start'",
				"Check that " + this.names.baseUrl() + WRONG_PLACE);
	}

	/**
	 * The body ended before {@code message_stop}.
	 */
	ApixoException ended(boolean eventsDelivered, @Nullable Throwable failure) {
		if (failure instanceof ApixoException known) {
			return known;
		}
		String happened = "The stream from " + this.address + " ended before "
				+ (eventsDelivered ? "'message_stop'" : "its first event") + how(failure);
		String advice = eventsDelivered
				? "What was delivered is not the whole message; asking again is a new call with a new message"
				: "Try again later";
		return new ApixoIncompleteStreamException(Sentences.of(happened, advice, this.head.requestId()),
				this.head.requestId(), eventsDelivered, quotable(failure));
	}

	/**
	 * The body of a message was cut.
	 */
	ApixoException cut(CollectedBody body) {
		Throwable failure = body.failure();
		if (failure instanceof ApixoException known) {
			return known;
		}
		String happened = "The response from " + this.address + " is incomplete"
				+ ((failure != null) ? how(failure) : ": it ends in the middle of the message");
		return ApixoConnectionException.duringResponse(
				Sentences.of(happened, "Asking again is a new call with a new message", this.head.requestId()),
				this.head.requestId(), body.size() == 0, quotable(failure));
	}

	private String how(@Nullable Throwable failure) {
		return (failure != null) ? ": " + ConnectionFailures.describe(failure, this.head.mask()) : "";
	}

	private @Nullable Throwable quotable(@Nullable Throwable failure) {
		return (failure != null) ? ConnectionFailures.quotable(failure, this.head.mask()) : null;
	}

	@Override
	public ApixoLimitException tooLarge() {
		return limit("is larger than " + size());
	}

	@Override
	public ApixoLimitException tooManyValues() {
		return limit("would take more than four times " + size() + " of memory");
	}

	private ApixoLimitException limit(String how) {
		return new ApixoLimitException(Sentences.of("An event or message from " + this.address + " " + how,
				"Raise " + this.names.limit(ApixoLimit.MAX_MESSAGE_SIZE) + " if that is to be expected",
				this.head.requestId()), ApixoLimit.MAX_MESSAGE_SIZE, this.head.requestId());
	}

	private String size() {
		long bytes = this.maxMessageSize.toBytes();
		if (bytes % (1024 * 1024) == 0) {
			return this.maxMessageSize.toMegabytes() + " MB";
		}
		return (bytes % 1024 == 0) ? this.maxMessageSize.toKilobytes() + " KB" : bytes + " bytes";
	}

	/**
	 * Decoding has thrown what is no exception of the client's own. Reactor would throw
	 * an error of the JVM instead of signaling it, and the caller would wait forever.
	 * @param failure what was thrown
	 * @return what to signal
	 */
	ApixoException unreadable(Throwable failure) {
		if (failure instanceof ApixoException known) {
			return known;
		}
		boolean memory = failure instanceof OutOfMemoryError;
		String happened = "The response from " + this.address + " cannot be decoded: "
				+ (memory ? "there is not enough memory" : failure.getClass().getSimpleName() + " was thrown");
		String advice = memory
				? "Give the application more memory or lower " + this.names.limit(ApixoLimit.MAX_MESSAGE_SIZE)
				: "See the cause, and report it to the maintainers of the client";
		return new ApixoProtocolException(Sentences.of(happened, advice, this.head.requestId()), this.head.requestId(),
				failure);
	}

	private ApixoProtocolException protocol(String happened, String advice) {
		return new ApixoProtocolException(Sentences.of(happened, advice, this.head.requestId()), this.head.requestId());
	}

}

package ai.apixo.client;

import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

import ai.apixo.client.text.SecretMask;
import ai.apixo.messages.ResponseInfo;

/**
 * Status and headers of a response.
 *
 * @param status the HTTP status
 * @param headers the headers
 * @param mask removes the key from what is quoted of them
 * @param fallbackModel the model that was asked instead of the one of the request, or
 * {@code null}
 */
record ResponseHead(int status, HttpHeaders headers, SecretMask mask, @Nullable String fallbackModel) {

	private static final int MAX_LENGTH = 200;

	private static final int MAX_NUMBER_OR_TIME = 40;

	ResponseHead(int status, HttpHeaders headers, SecretMask mask) {
		this(status, headers, mask, null);
	}

	ResponseHead from(@Nullable String model) {
		return (model != null) ? new ResponseHead(this.status, this.headers, this.mask, model) : this;
	}

	boolean isSuccess() {
		return this.status >= 200 && this.status < 300;
	}

	/**
	 * Return whether the body may be an event stream by its content type, or has none.
	 * @return whether it may be, if its first bytes do not say
	 */
	boolean isEventStream() {
		return contentType() == null || isLabeledEventStream();
	}

	boolean isLabeledEventStream() {
		String contentType = contentType();
		return contentType != null && mediaType(contentType).equals("text/event-stream");
	}

	private static String mediaType(String contentType) {
		int parameters = contentType.indexOf(';');
		String type = (parameters >= 0) ? contentType.substring(0, parameters) : contentType;
		return type.strip().toLowerCase(Locale.ROOT);
	}

	@Nullable String contentType() {
		return this.headers.getFirst(HttpHeaders.CONTENT_TYPE);
	}

	@Nullable String quotedContentType() {
		return quotable(HttpHeaders.CONTENT_TYPE);
	}

	/**
	 * The encoding of the body; none was asked for.
	 */
	@Nullable String contentEncoding() {
		String encoding = this.headers.getFirst(HttpHeaders.CONTENT_ENCODING);
		return (encoding == null || encoding.isBlank() || encoding.strip().equalsIgnoreCase("identity")) ? null
				: encoding.strip();
	}

	@Nullable String quotedContentEncoding() {
		return (contentEncoding() != null) ? quotable(HttpHeaders.CONTENT_ENCODING) : null;
	}

	@Nullable String requestId() {
		String requestId = quotable("request-id");
		return (requestId != null) ? requestId : quotable("x-request-id");
	}

	ResponseInfo responseInfo() {
		ResponseInfo info = ResponseInfo.of(this::readable);
		return (this.fallbackModel != null) ? info.toBuilder().fallbackModel(this.fallbackModel).build() : info;
	}

	private @Nullable String readable(String name) {
		String value = this.headers.getFirst(name);
		return (value == null || isNumberOrTime(value)) ? value : this.mask.apply(value);
	}

	/**
	 * Such a value is read for what it says, such as the state of a limit, even if it
	 * looks like somebody's key. A response may have a dozen of them.
	 */
	private static boolean isNumberOrTime(String value) {
		if (value.isEmpty() || value.length() > MAX_NUMBER_OR_TIME || !isDigit(value.charAt(0))) {
			return false;
		}
		for (int index = 1; index < value.length(); index++) {
			char character = value.charAt(index);
			if (!isDigit(character) && "TZ:.+-".indexOf(character) < 0) {
				return false;
			}
		}
		return true;
	}

	private static boolean isDigit(char character) {
		return character >= '0' && character <= '9';
	}

	/**
	 * A header as it may stand in a message: one short line without the key. One without
	 * a value counts as absent.
	 */
	private @Nullable String quotable(String name) {
		String value = this.headers.getFirst(name);
		return (value != null && !value.isBlank()) ? this.mask.quote(value, MAX_LENGTH) : null;
	}

	@Nullable Boolean shouldRetry() {
		String advice = this.headers.getFirst("x-should-retry");
		if ("true".equalsIgnoreCase(advice)) {
			return true;
		}
		return "false".equalsIgnoreCase(advice) ? false : null;
	}

}

package ai.apixo.client;

import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

import ai.apixo.messages.ResponseInfo;

/**
 * Status and headers of a response.
 *
 * @param status the HTTP status
 * @param headers the headers
 * @param mask removes the key from what is quoted of them
 */
record ResponseHead(int status, HttpHeaders headers, SecretMask mask) {

	private static final int MAX_LENGTH = 200;

	boolean isSuccess() {
		return this.status >= 200 && this.status < 300;
	}

	/**
	 * Whether the body claims to be an event stream. A body without content type is given
	 * the benefit of the doubt.
	 */
	boolean isEventStream() {
		String contentType = contentType();
		return contentType == null || mediaType(contentType).equals("text/event-stream");
	}

	private static String mediaType(String contentType) {
		int parameters = contentType.indexOf(';');
		String type = (parameters >= 0) ? contentType.substring(0, parameters) : contentType;
		return type.strip().toLowerCase(Locale.ROOT);
	}

	@Nullable String contentType() {
		return quotable(HttpHeaders.CONTENT_TYPE);
	}

	/**
	 * The encoding of the body; none was asked for.
	 */
	@Nullable String contentEncoding() {
		String encoding = quotable(HttpHeaders.CONTENT_ENCODING);
		return (encoding == null || encoding.isBlank() || encoding.strip().equalsIgnoreCase("identity")) ? null
				: encoding.strip();
	}

	@Nullable String requestId() {
		String requestId = quotable("request-id");
		return (requestId != null) ? requestId : quotable("x-request-id");
	}

	ResponseInfo responseInfo() {
		return ResponseInfo.of(this::masked);
	}

	private @Nullable String masked(String name) {
		String value = this.headers.getFirst(name);
		return (value != null) ? this.mask.apply(value) : null;
	}

	/**
	 * A header as it may stand in a message: short and without the key.
	 */
	private @Nullable String quotable(String name) {
		String masked = masked(name);
		return (masked != null && masked.length() > MAX_LENGTH) ? masked.substring(0, MAX_LENGTH) + "..." : masked;
	}

	@Nullable Boolean shouldRetry() {
		String advice = this.headers.getFirst("x-should-retry");
		if ("true".equalsIgnoreCase(advice)) {
			return true;
		}
		return "false".equalsIgnoreCase(advice) ? false : null;
	}

}

package ai.apixo.client;

import java.time.Clock;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;

import ai.apixo.client.decode.ErrorBody;
import ai.apixo.client.error.ApiError;
import ai.apixo.client.error.ApixoApiException;
import ai.apixo.client.text.BodyText;
import ai.apixo.client.text.SecretMask;

/**
 * Reads what a gateway says about a failed call. The body may be the Messages API's own
 * error, another vendor's, a page of a proxy or nothing: what cannot be read never hides
 * the status.
 */
final class ApiErrorReader {

	private static final int BODY_LENGTH = 8 * 1024;

	private static final int SENTENCE_LENGTH = 500;

	private static final int EXCERPT_LENGTH = 200;

	private static final String ERROR_FIELD = "error:";

	private static final Pattern EVENT_DATA = Pattern.compile("^data:(.*)$", Pattern.MULTILINE);

	/**
	 * What a model has written is not quoted.
	 */
	private static final Pattern ANSWER = Pattern
		.compile("\"type\"\\s*+:\\s*+\"(?:message|message_start|message_delta|content_block_\\w++)\"");

	/**
	 * Words of the API. They reveal nothing, even if somebody's key is one of them.
	 */
	private static final Set<String> TYPES = Set.of("invalid_request_error", "authentication_error", "billing_error",
			"permission_error", "not_found_error", "request_too_large", "rate_limit_error", "timeout_error",
			"api_error", "overloaded_error");

	private static final ErrorBody NOTHING = new ErrorBody(null, null, null, null);

	private final ObjectReader trees;

	private final SecretMask mask;

	private final ApiErrorAdvice advice;

	ApiErrorReader(ObjectReader trees, SecretMask mask, ApiErrorAdvice advice) {
		this.trees = trees;
		this.mask = mask;
		this.advice = advice;
	}

	/**
	 * Read a response with an error status.
	 * @param head status and headers
	 * @param body the body, as far as it was read
	 * @param cause what the application made of the response, or {@code null}
	 * @return the exception
	 */
	ApixoApiException ofResponse(ResponseHead head, byte[] body, @Nullable Throwable cause) {
		String text = BodyText.of(body, head.contentType(), head.contentEncoding());
		JsonNode json = (text != null) ? readOrFind(text) : null;
		boolean answer = text != null && ANSWER.matcher(text).find() && (json == null || !ErrorBody.isError(json));
		ErrorBody said = (json != null && !answer) ? ErrorBody.of(json) : NOTHING;
		ApiError error = error(head, said, (text != null) ? text : "");
		String reason = answer ? "its body is part of a message" : reason(head, error, text);
		return new ApixoApiException(this.advice.describe(error, reason, false), error, cause);
	}

	private String reason(ResponseHead head, ApiError error, @Nullable String text) {
		if (error.message() != null) {
			return error.message();
		}
		if (text != null) {
			return this.mask.quote(text, EXCERPT_LENGTH);
		}
		String encoding = head.quotedContentEncoding();
		return (encoding != null) ? "its body cannot be read, because it has the content encoding '" + encoding
				+ "', which was not requested" : "its body is not text";
	}

	/**
	 * Read an error that came in a stream.
	 * @param head status and headers
	 * @param event the data of the event: an object, or a text
	 * @param delivered whether other events had been delivered before
	 * @return the exception
	 */
	ApixoApiException ofEvent(ResponseHead head, JsonNode event, boolean delivered) {
		ApiError error = error(head, ErrorBody.of(event), event.isString() ? event.stringValue() : event.toString());
		String reason = (error.message() != null) ? error.message() : this.mask.quote(error.body(), EXCERPT_LENGTH);
		return new ApixoApiException(this.advice.describe(error, reason, delivered), error);
	}

	/**
	 * Read an error that came with a good status.
	 * @param head status and headers
	 * @param body the body
	 * @return the exception, or {@code null} if the body is no error
	 */
	@Nullable ApixoApiException ofGoodStatus(ResponseHead head, byte[] body) {
		String text = BodyText.of(body, head.contentType(), head.contentEncoding());
		if (text == null) {
			return null;
		}
		String start = text.strip();
		JsonNode json = read(start.startsWith(ERROR_FIELD) ? start.substring(ERROR_FIELD.length()) : start);
		if (json == null || !ErrorBody.isError(json)) {
			return null;
		}
		ApiError error = error(head, ErrorBody.of(json), text);
		String reason = (error.message() != null) ? error.message() : this.mask.quote(text, EXCERPT_LENGTH);
		return new ApixoApiException(this.advice.describe(error, reason, false), error);
	}

	/**
	 * Read JSON, or that of the event of a stream that is an error, or else of the first.
	 */
	private @Nullable JsonNode readOrFind(String text) {
		JsonNode json = read(text);
		Matcher data = EVENT_DATA.matcher(text);
		while ((json == null || !ErrorBody.isError(json)) && data.find()) {
			JsonNode event = read(data.group(1));
			json = (json == null || (event != null && ErrorBody.isError(event))) ? event : json;
		}
		return json;
	}

	private @Nullable JsonNode read(String text) {
		try {
			return this.trees.readTree(text);
		}
		catch (JacksonException | NumberFormatException ex) {
			return null;
		}
	}

	private ApiError error(ResponseHead head, ErrorBody said, String body) {
		String requestId = quoted(said.requestId());
		return ApiError.builder(head.status())
			.type((said.type() != null && TYPES.contains(said.type())) ? said.type() : quoted(said.type()))
			.message(quoted(said.sentence()))
			.requestId((requestId != null) ? requestId : head.requestId())
			.retryAfter(RetryAfter.of(head.headers(), Clock.systemUTC()))
			.shouldRetry(head.shouldRetry())
			.statedStatus(said.statedStatus())
			.body(this.mask.quoteLines(body, BODY_LENGTH))
			.build();
	}

	private @Nullable String quoted(@Nullable String text) {
		String quoted = (text != null) ? this.mask.quote(text, SENTENCE_LENGTH) : "";
		return quoted.isEmpty() ? null : quoted;
	}

}

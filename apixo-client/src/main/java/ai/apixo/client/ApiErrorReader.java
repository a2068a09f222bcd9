package ai.apixo.client;

import java.time.Clock;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;

import ai.apixo.client.error.ApiError;
import ai.apixo.client.error.ApixoApiException;

/**
 * Reads what a gateway says about a failed call. The body may be the Messages API's own
 * error, another vendor's, a page of a proxy or nothing: what cannot be read never hides
 * the status.
 */
final class ApiErrorReader {

	private static final int BODY_LENGTH = 8 * 1024;

	private static final int MESSAGE_LENGTH = 500;

	private static final int EXCERPT_LENGTH = 200;

	private final ObjectReader trees;

	private final SecretMask mask;

	ApiErrorReader(ObjectReader trees, SecretMask mask) {
		this.trees = trees;
		this.mask = mask;
	}

	ApixoApiException ofReply(ResponseHead head, String body) {
		return exception(head, read(body), body);
	}

	ApixoApiException ofEvent(ResponseHead head, JsonNode event) {
		return exception(head, event, event.toString());
	}

	/**
	 * An error that came with a good status.
	 * @return the error, or {@code null} if the body is none
	 */
	@Nullable ApixoApiException ofErrorBody(ResponseHead head, String body) {
		JsonNode json = read(body);
		return (json != null && json.hasNonNull("error")) ? exception(head, json, body) : null;
	}

	private @Nullable JsonNode read(String body) {
		try {
			JsonNode json = this.trees.readTree(body);
			return (json != null && json.isObject()) ? json : null;
		}
		catch (JacksonException | NumberFormatException ex) {
			return null;
		}
	}

	private ApixoApiException exception(ResponseHead head, @Nullable JsonNode json, String body) {
		ApiError error = new ApiError(head.status(), type(json), message(json), requestId(head, json),
				RetryAfter.of(head.headers(), Clock.systemUTC()), head.shouldRetry(), excerpt(body, BODY_LENGTH));
		return new ApixoApiException(ApiErrorAdvice.describe(error, excerpt(body, EXCERPT_LENGTH)), error);
	}

	private @Nullable String type(@Nullable JsonNode json) {
		return (json != null) ? string(json.path("error").path("type")) : null;
	}

	private @Nullable String message(@Nullable JsonNode json) {
		if (json == null) {
			return null;
		}
		String message = string(json.path("error").path("message"));
		if (message == null) {
			message = string(json.path("error"));
		}
		if (message == null) {
			message = string(json.path("message"));
		}
		return (message != null) ? excerpt(message, MESSAGE_LENGTH) : null;
	}

	private @Nullable String requestId(ResponseHead head, @Nullable JsonNode json) {
		String named = (json != null) ? string(json.path("request_id")) : null;
		return (named != null) ? named : head.requestId();
	}

	private @Nullable String string(JsonNode node) {
		return node.isString() ? this.mask.apply(node.stringValue()) : null;
	}

	/**
	 * The beginning of a text from outside, without the key.
	 */
	String excerpt(String text, int length) {
		String masked = this.mask.apply(text).strip();
		return (masked.length() > length) ? masked.substring(0, length) + "..." : masked;
	}

}

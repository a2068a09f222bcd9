package com.example.apixo.standin;

import java.util.Map;
import java.util.stream.Stream;

import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Why a request gets no answer, in the words of the Messages API.
 *
 * @param status the HTTP status
 * @param type the error type, {@code invalid_request_error} for example
 * @param message what is wrong
 */
record StandInRefusal(int status, String type, String message) {

	static final StandInRefusal BUSY = new StandInRefusal(429, "rate_limit_error", "Too many requests right now.");

	static final StandInRefusal OVERLOADED = new StandInRefusal(529, "overloaded_error", "Overloaded");

	static @Nullable StandInRefusal of(HttpHeaders headers, String body) {
		String key = headers.get("x-api-key", "");
		if (key.isEmpty() || key.equals("wrong")) {
			return new StandInRefusal(401, "authentication_error",
					key.isEmpty() ? "x-api-key header is required" : "invalid x-api-key");
		}
		String complaint = !headers.contains("anthropic-version") ? "anthropic-version: header is required"
				: complaint(body);
		return (complaint != null) ? new StandInRefusal(400, "invalid_request_error", complaint) : null;
	}

	private static @Nullable String complaint(String body) {
		try {
			JsonNode request = JsonMapper.shared().readTree(body);
			return Stream.of("model", "max_tokens", "messages")
				.filter((name) -> request.path(name).isMissingNode())
				.map((name) -> name + ": Field required")
				.findFirst()
				.orElse(request.path("messages").isEmpty() ? "messages: at least one message is required" : null);
		}
		catch (JacksonException ex) {
			return "The request body is not valid JSON: " + ex.getOriginalMessage();
		}
	}

	Object body(String requestId) {
		return Map.of("type", "error", "error", Map.of("type", this.type, "message", this.message), "request_id",
				requestId);
	}

}

package com.example.apixo.standin;

import java.util.List;
import java.util.Map;

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

	private static final List<String> REQUIRED = List.of("model", "max_tokens", "messages");

	static @Nullable StandInRefusal of(HttpHeaders headers, String body) {
		String key = headers.get("x-api-key", "");
		if (key.isEmpty()) {
			return new StandInRefusal(401, "authentication_error", "x-api-key header is required");
		}
		if (key.equals("wrong")) {
			return new StandInRefusal(401, "authentication_error", "invalid x-api-key");
		}
		if (!headers.contains("anthropic-version")) {
			return invalid("anthropic-version: header is required");
		}
		try {
			JsonNode request = JsonMapper.shared().readTree(body);
			return REQUIRED.stream()
				.filter((name) -> request.path(name).isMissingNode())
				.findFirst()
				.map((name) -> invalid(name + ": Field required"))
				.orElse(request.path("messages").isEmpty() ? invalid("messages: at least one message is required")
						: null);
		}
		catch (JacksonException ex) {
			return invalid("The request body is not valid JSON: " + ex.getOriginalMessage());
		}
	}

	private static StandInRefusal invalid(String message) {
		return new StandInRefusal(400, "invalid_request_error", message);
	}

	Map<String, Object> body(String requestId) {
		return Map.of("type", "error", "error", Map.of("type", this.type, "message", this.message), "request_id",
				requestId);
	}

}

package com.example.apixo.standin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/**
 * Writes the message that answers a request: thoughts for a thinking model, a tool call
 * when the prompt asks for the time in a city, else the text of the first topic that the
 * prompt names. {@code /echo} repeats the rest of the prompt.
 */
final class StandInAuthor {

	private static final List<String> TOPICS = List.of("rag", "release note", "hello", "unicode", "code", "long");

	private static final Map<String, String> TIME_ZONES = Map.of("Lisbon", "Europe/Lisbon", "Nairobi", "Africa/Nairobi",
			"New York", "America/New_York", "Tokyo", "Asia/Tokyo");

	private final AtomicInteger messages = new AtomicInteger();

	/**
	 * Returns what the person said last.
	 * @param request the Messages request
	 * @return the text of the last message, empty when it has none
	 */
	static String prompt(JsonNode request) {
		return text(last(request));
	}

	JsonNode write(JsonNode request) {
		String prompt = prompt(request);
		List<String> cities = (request.path("tools").isEmpty() || !prompt.contains("time")) ? List.of()
				: TIME_ZONES.keySet().stream().filter(prompt::contains).sorted().toList();
		List<String> content = new ArrayList<>();
		if (request.path("model").asString().endsWith("-thinking")) {
			content.add("""
					{"type": "thinking", "thinking": %s, "signature": "c3RhbmQtaW4="}"""
				.formatted(quote(read("thinking"))));
		}
		content.add("""
				{"type": "text", "text": %s}"""
			.formatted(quote(cities.isEmpty() ? reply(prompt, last(request)) : "I will look at the clock.")));
		cities.forEach((city) -> content.add("""
				{"type": "tool_use", "id": "toolu_%s", "name": %s, "input": {"city": "%s", "time_zone": "%s"}}"""
			.formatted(city.replace(' ', '_'), request.at("/tools/0/name"), city, TIME_ZONES.get(city))));
		int earlier = (request.path("messages").size() > 1) ? tokens(request) - tokens(last(request)) : 0;
		return JsonMapper.shared()
			.readTree("""
					{"id": "msg_standin_%06d", "type": "message", "role": "assistant", "model": %s, "content": %s,
					"stop_reason": "%s", "stop_sequence": null,
					"usage": {"input_tokens": %d, "cache_read_input_tokens": %d, "output_tokens": %d}}
					""".formatted(this.messages.incrementAndGet(), request.get("model"), content,
					cities.isEmpty() ? "end_turn" : "tool_use", tokens(request) - earlier, earlier, tokens(content)));
	}

	private static String reply(String prompt, JsonNode content) {
		String type = content.at("/0/type").asString("text");
		if (type.equals("tool_result")) {
			return content.valueStream()
				.map((result) -> "- " + text(result.path("content")))
				.collect(Collectors.joining("\n", "The clock says:\n\n", "\n"));
		}
		if (!type.equals("text")) {
			JsonNode source = content.at("/0/source");
			return read("attachment").replace("{mediaType}", source.path("media_type").asString(type))
				.replace("{size}", String.valueOf(source.path("data").asString("").replace("=", "").length() * 3 / 4));
		}
		if (prompt.startsWith("/echo ")) {
			return prompt.substring("/echo ".length());
		}
		String question = prompt.toLowerCase(Locale.ROOT);
		String topic = TOPICS.stream().filter(question::contains).findFirst().orElse("anything");
		return read(topic.replace(' ', '-')).replace("{prompt}", prompt.lines().findFirst().orElse(""));
	}

	private static int tokens(Object json) {
		return json.toString().length() / 4;
	}

	private static JsonNode quote(String text) {
		return StringNode.valueOf(text);
	}

	private static JsonNode last(JsonNode request) {
		JsonNode messages = request.path("messages");
		return messages.path(messages.size() - 1).path("content");
	}

	private static String text(JsonNode content) {
		return content.isString() ? content.asString()
				: content.valueStream().map((block) -> block.path("text").asString("")).collect(Collectors.joining());
	}

	private static String read(String name) {
		try {
			return new ClassPathResource("stand-in/" + name + ".md").getContentAsString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}

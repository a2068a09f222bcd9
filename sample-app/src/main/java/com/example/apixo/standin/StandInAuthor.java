package com.example.apixo.standin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the message that answers a request: thoughts when they were asked for, a tool
 * call when the prompt asks for the time in a city, else the text of the first topic that
 * the prompt names. {@code /echo} repeats the rest of the prompt.
 */
final class StandInAuthor {

	private static final List<String> TOPICS = List.of("rag", "release note", "hello", "unicode", "code", "long");

	private static final JsonMapper json = JsonMapper.shared();

	private final AtomicInteger messages = new AtomicInteger();

	/**
	 * Returns what the person said last.
	 * @param request the Messages request
	 * @return the text of the last message, empty when it has none
	 */
	static String prompt(JsonNode request) {
		return text(last(request));
	}

	ObjectNode write(JsonNode request) {
		String prompt = prompt(request);
		List<String> zones = request.path("tools").isEmpty() ? List.of() : zones(prompt);
		ArrayNode content = json.createArrayNode();
		if (thinks(request)) {
			content.addObject()
				.put("type", "thinking")
				.put("thinking", read("thinking"))
				.put("signature", "c3RhbmQtaW4gc2lnbmF0dXJl");
		}
		content.addObject()
			.put("type", "text")
			.put("text", zones.isEmpty() ? reply(prompt, last(request)) : "I will look at the clock.");
		for (String zone : zones) {
			ObjectNode call = content.addObject().put("type", "tool_use");
			call.put("id", "toolu_standin_" + zone.replaceAll("\\W", ""));
			call.set("name", request.at("/tools/0/name"));
			call.putObject("input").put("city", city(zone)).put("time_zone", zone);
		}
		ObjectNode message = json.createObjectNode();
		message.put("id", "msg_standin_%06d".formatted(this.messages.incrementAndGet()));
		message.put("type", "message").put("role", "assistant").set("model", request.get("model"));
		message.set("content", content);
		message.put("stop_reason", zones.isEmpty() ? "end_turn" : "tool_use").putNull("stop_sequence");
		message.set("usage", usage(request, content));
		return message;
	}

	private static boolean thinks(JsonNode request) {
		return request.path("model").asString().endsWith("-thinking")
				|| List.of("enabled", "adaptive").contains(request.at("/thinking/type").asString(""));
	}

	private static List<String> zones(String prompt) {
		return ZoneId.getAvailableZoneIds()
			.stream()
			.filter((zone) -> prompt.contains("time"))
			.filter((zone) -> zone.matches("(Africa|America|Asia|Australia|Europe|Pacific)/\\w+"))
			.filter((zone) -> prompt.matches("(?s).*\\b" + city(zone) + "\\b.*"))
			.sorted()
			.toList();
	}

	private static String city(String zone) {
		return zone.substring(zone.indexOf('/') + 1).replace('_', ' ');
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

	private static ObjectNode usage(JsonNode request, ArrayNode answer) {
		int earlier = (request.path("messages").size() > 1) ? tokens(request) - tokens(last(request)) : 0;
		return json.createObjectNode()
			.put("input_tokens", tokens(request) - earlier)
			.put("cache_read_input_tokens", earlier)
			.put("output_tokens", tokens(answer));
	}

	private static int tokens(JsonNode node) {
		return node.toString().length() / 4;
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

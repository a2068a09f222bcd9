package com.example.apixo.standin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A reply as a resource shows it: status and headers, then the body, in parts that an
 * empty line ends. Names in braces are filled in; a part with <code>{word}</code> is sent
 * for each piece of the answer, which is about the first topic that the question names.
 */
record StandInScript(JsonNode request) {

	private static final List<String> TOPICS = List.of("media_type", "tool_use_id", "/echo", "/cut", "/stall", "rag",
			"release note", "hello", "unicode", "code", "long");

	private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");

	private static final Pattern PIECE = Pattern.compile("\\s*\\S{1,7}|\\s+");

	List<String> parts(String script) throws IOException {
		int tokens = this.request.toString().length() / 4;
		int newTokens = tokens / Math.max(this.request.path("messages").size(), 1);
		String answer = answer();
		ObjectNode values = JsonMapper.shared().createObjectNode().put("number", System.nanoTime());
		values.put("model", this.request.path("model").asString("")).put("input_tokens", newTokens);
		values.put("cached_tokens", tokens - newTokens).put("answer", answer).put("answer_tokens", answer.length() / 4);
		List<String> parts = new ArrayList<>();
		for (String part : read(script + ".http").split("(?<=\n\n)")) {
			String text = part.contains("{thought}") ? read("thoughts.md") : part.contains("{word}") ? answer : "once";
			for (MatchResult piece : PIECE.matcher(text).results().toList()) {
				values.put("thought", piece.group()).put("word", piece.group()).put("output_tokens", parts.size());
				parts.add(PLACEHOLDER.matcher(part)
					.replaceAll((name) -> Matcher.quoteReplacement(values.path(name.group(1)).toString())));
			}
		}
		return parts;
	}

	private String answer() throws IOException {
		String question = question().toString().toLowerCase(Locale.ROOT);
		String topic = TOPICS.stream().filter(question::contains).findFirst().orElse("anything");
		int size = question().findPath("data").asString("").replace("=", "").length() * 3 / 4;
		return read(topic.replace("/", "").replace(' ', '-') + ".md")
			.replace("{mediaType}", question().findPath("media_type").asString(""))
			.replace("{size}", String.valueOf(size))
			.replace("{prompt}", prompt().replaceFirst("^/echo ", ""));
	}

	String prompt() {
		return question().isString() ? question().asString()
				: question().valueStream()
					.map((block) -> block.path("text").asString(block.path("content").asString("")))
					.collect(Collectors.joining("\n- "));
	}

	private JsonNode question() {
		JsonNode messages = this.request.path("messages");
		return messages.path(messages.size() - 1).path("content");
	}

	private static String read(String resource) throws IOException {
		return new ClassPathResource("stand-in/" + resource).getContentAsString(StandardCharsets.UTF_8);
	}

}

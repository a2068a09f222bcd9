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
import java.util.stream.Stream;

import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A reply as a resource shows it: status and headers, then the body, in parts that an
 * empty line ends. Names in braces are filled in; a part with <code>{word}</code> is sent
 * for each piece of the answer, which is about the first topic that the prompt names.
 */
final class StandInScript {

	private static final List<String> TOPICS = List.of("/echo", "/cut", "/stall", "rag", "release note", "hello",
			"unicode", "code", "long");

	private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");

	private static final Pattern PIECE = Pattern.compile("\\s*\\S{1,7}|\\s+");

	private final JsonNode question;

	private final ObjectNode values;

	StandInScript(JsonNode request, int number) {
		int turns = request.path("messages").size();
		int tokens = request.toString().length() / 4;
		int newTokens = tokens / Math.max(turns, 1);
		this.question = request.path("messages").path(turns - 1).path("content");
		this.values = JsonMapper.shared().createObjectNode();
		this.values.put("number", number).put("model", request.path("model").asString(""));
		this.values.put("input_tokens", newTokens).put("cached_tokens", tokens - newTokens);
	}

	String prompt() {
		return this.question.isString() ? this.question.asString()
				: this.question.valueStream()
					.map((block) -> block.path("text").asString(block.path("content").asString("")))
					.collect(Collectors.joining("\n- "));
	}

	List<String> parts(String script) throws IOException {
		String answer = answer();
		this.values.put("answer", answer).put("answer_tokens", answer.length() / 4);
		List<String> parts = new ArrayList<>();
		for (String part : read(script + ".http").split("(?<=\n\n)")) {
			String text = part.contains("{thought}") ? read("thoughts.md") : part.contains("{word}") ? answer : "once";
			for (MatchResult piece : PIECE.matcher(text).results().toList()) {
				this.values.put("thought", piece.group()).put("word", piece.group()).put("output_tokens", parts.size());
				parts.add(PLACEHOLDER.matcher(part)
					.replaceAll((name) -> Matcher.quoteReplacement(this.values.path(name.group(1)).toString())));
			}
		}
		return parts;
	}

	private String answer() throws IOException {
		JsonNode file = this.question.at("/0/source");
		String data = file.path("data").asString("").replace("=", "");
		boolean clock = this.question.at("/0/type").asString("").equals("tool_result");
		Stream<String> topics = TOPICS.stream().filter(prompt().toLowerCase(Locale.ROOT)::contains);
		String topic = file.isObject() ? "attachment" : clock ? "clock" : topics.findFirst().orElse("anything");
		return read(topic.replace("/", "").replace(' ', '-') + ".md")
			.replace("{mediaType}", file.path("media_type").asString(""))
			.replace("{size}", String.valueOf(data.length() * 3 / 4))
			.replace("{prompt}", prompt().replaceFirst("^/echo ", ""));
	}

	private static String read(String resource) throws IOException {
		return new ClassPathResource("stand-in/" + resource).getContentAsString(StandardCharsets.UTF_8);
	}

}

package com.example.apixo.standin;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;

/** The last turn of a conversation. */
record Question(JsonNode content) {

	private static final Pattern PLACEHOLDER = Pattern.compile("\\{(mediaType|size|city|prompt)}");

	String prompt() {
		return this.content.isString() ? this.content.asString()
				: this.content.valueStream()
					.map((block) -> block.path("text").asString(block.path("content").asString("")))
					.collect(Collectors.joining("\n- "));
	}

	boolean asksForTheTime() {
		String prompt = prompt();
		return prompt.contains(" time ") && (prompt.contains("Lisbon") || prompt.contains("Tokyo"));
	}

	boolean asksForAnAlarm() {
		return prompt().contains(" alarm ") && this.content.findPath("tool_use_id").isMissingNode();
	}

	String lowerCase() {
		return this.content.toString().toLowerCase(Locale.ROOT);
	}

	/** In one pass, so that what is filled in is not filled in itself. */
	String fill(String text) {
		return PLACEHOLDER.matcher(text).replaceAll((place) -> Matcher.quoteReplacement(value(place.group(1))));
	}

	private String value(String name) {
		return switch (name) {
			case "mediaType" -> this.content.findPath("media_type").asString("");
			case "size" -> String.format(Locale.US, "%,d",
					this.content.findPath("data").asString("").replace("=", "").length() * 3 / 4);
			case "city" ->
				prompt().replaceFirst("^Plan three days in (.*)\\.$", "$1").replaceAll("[\"\\\\\\p{Cntrl}]", "");
			default -> prompt().replaceFirst("^/echo ", "");
		};
	}

}

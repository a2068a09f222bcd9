package com.example.apixo.standin;

import java.util.Locale;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;

/** The last turn of a conversation. */
record Question(JsonNode content) {

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

	String fill(String text) {
		int size = this.content.findPath("data").asString("").replace("=", "").length() * 3 / 4;
		return text.replace("{mediaType}", this.content.findPath("media_type").asString(""))
			.replace("{size}", String.format(Locale.US, "%,d", size))
			.replace("{city}",
					prompt().replaceFirst("^Plan three days in (.*)\\.$", "$1").replaceAll("[\"\\\\\\p{Cntrl}]", ""))
			.replace("{prompt}", prompt().replaceFirst("^/echo ", ""));
	}

}

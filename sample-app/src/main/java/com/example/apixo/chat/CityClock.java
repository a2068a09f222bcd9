package com.example.apixo.chat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import ai.apixo.messages.content.ToolResultBlock;
import ai.apixo.messages.content.ToolUseBlock;
import ai.apixo.messages.tool.Tool;

/** The tool that the model may call: what time it is somewhere. */
final class CityClock {

	static final Tool TOOL = Tool.of("city_clock", "Tells the current date and time in a city.", """
			{"type": "object", "required": ["city", "time_zone"], "properties": {
				"city": {"type": "string", "description": "The city, for example Lisbon"},
				"time_zone": {"type": "string", "description": "Its IANA time zone, for example Europe/Lisbon"}}}""");

	private CityClock() {
	}

	static ToolResultBlock answer(ToolUseBlock call, Instant now) {
		String timeZone = call.input().path("time_zone").asString("");
		String city = call.input().path("city").asString(timeZone);
		try {
			DateTimeFormatter format = DateTimeFormatter.ofPattern("EEEE, d MMMM, HH:mm", Locale.ENGLISH);
			return ToolResultBlock.of(call.id(), city + ": " + format.format(now.atZone(ZoneId.of(timeZone))));
		}
		catch (DateTimeException ex) {
			return ToolResultBlock.error(call.id(), "'" + timeZone + "' is no IANA time zone.");
		}
	}

}

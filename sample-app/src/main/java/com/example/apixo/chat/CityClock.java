package com.example.apixo.chat;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import ai.apixo.messages.content.ToolResultBlock;
import ai.apixo.messages.content.ToolUseBlock;
import ai.apixo.messages.tool.Tool;

/**
 * The tool that the model may call: what time it is somewhere.
 */
final class CityClock {

	static final Tool TOOL = Tool.of("city_clock", "Tells the current date and time in a city.", """
			{
				"type": "object",
				"properties": {
					"city": {"type": "string", "description": "The city, for example Lisbon"},
					"time_zone": {"type": "string", "description": "Its IANA time zone, for example Europe/Lisbon"}
				},
				"required": ["city", "time_zone"]
			}""");

	private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("EEEE, d MMMM, HH:mm", Locale.ENGLISH);

	private final Clock clock;

	CityClock(Clock clock) {
		this.clock = clock;
	}

	ToolResultBlock answer(ToolUseBlock call) {
		String city = call.input().path("city").asString("");
		String timeZone = call.input().path("time_zone").asString("");
		try {
			ZonedDateTime time = ZonedDateTime.now(this.clock.withZone(ZoneId.of(timeZone)));
			return ToolResultBlock.of(call.id(), city + ": " + FORMAT.format(time));
		}
		catch (DateTimeException ex) {
			return ToolResultBlock.error(call.id(), "'" + timeZone + "' is no IANA time zone.");
		}
	}

}

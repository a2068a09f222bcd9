package com.example.apixo.chat;

import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.springframework.stereotype.Component;

import ai.apixo.tool.ToolException;
import ai.apixo.tool.ToolMethod;

/** A tool that the model may call: what time it is somewhere. */
@Component
final class CityClock {

	private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("EEEE, d MMMM, HH:mm", Locale.ENGLISH);

	private final InstantSource now;

	CityClock() {
		this(InstantSource.system());
	}

	CityClock(InstantSource now) {
		this.now = now;
	}

	@ToolMethod(name = "city_clock", description = "Tells the current date and time in a city.")
	String tell(@JsonPropertyDescription("The city, for example Lisbon") String city,
			@JsonProperty("time_zone") @JsonPropertyDescription("Its IANA time zone, for example Europe/Lisbon") String timeZone) {
		try {
			return city + ": " + FORMAT.format(this.now.instant().atZone(ZoneId.of(timeZone)));
		}
		catch (DateTimeException ex) {
			throw new ToolException("'" + timeZone + "' is not an IANA time zone.");
		}
	}

}

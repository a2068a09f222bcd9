package com.example.apixo.chat;

import java.time.Instant;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.messages.content.Content;
import ai.apixo.messages.content.ToolResultBlock;
import ai.apixo.messages.content.ToolUseBlock;

import static org.assertj.core.api.Assertions.assertThat;

class CityClockTests {

	private static final Instant NOW = Instant.parse("2026-03-05T23:30:00Z");

	@Test
	void tellsTheTimeOfTheZone() {
		ToolResultBlock result = CityClock.answer(call("""
				{"city": "Tokyo", "time_zone": "Asia/Tokyo"}"""), NOW);
		assertThat(result.toolUseId()).isEqualTo("toolu_1");
		assertThat(result.content()).isEqualTo(Content.of("Tokyo: Friday, 6 March, 08:30"));
		assertThat(result.isError()).isFalse();
	}

	@Test
	void anUnknownZoneIsAnErrorThatTheModelCanCorrect() {
		ToolResultBlock result = CityClock.answer(call("""
				{"city": "Atlantis", "time_zone": "Sea/Atlantis"}"""), NOW);
		assertThat(result.isError()).isTrue();
		assertThat(result.content()).isEqualTo(Content.of("'Sea/Atlantis' is no IANA time zone."));
	}

	@Test
	void missingArgumentsAreAnErrorToo() {
		assertThat(CityClock.answer(call("{}"), NOW).isError()).isTrue();
	}

	private static ToolUseBlock call(String input) {
		return new ToolUseBlock("toolu_1", "city_clock", JsonMapper.shared().readTree(input));
	}

}

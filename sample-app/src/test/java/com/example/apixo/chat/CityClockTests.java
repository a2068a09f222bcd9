package com.example.apixo.chat;

import java.time.Instant;
import java.time.InstantSource;

import org.junit.jupiter.api.Test;

import ai.apixo.tool.ToolException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CityClockTests {

	private final CityClock clock = new CityClock(InstantSource.fixed(Instant.parse("2026-03-05T23:30:00Z")));

	@Test
	void tellsTheTimeOfTheZone() {
		assertThat(this.clock.tell("Tokyo", "Asia/Tokyo")).isEqualTo("Tokyo: Friday, 6 March, 08:30");
	}

	@Test
	void anUnknownZoneIsAnErrorThatTheModelCanCorrect() {
		assertThatExceptionOfType(ToolException.class).isThrownBy(() -> this.clock.tell("Atlantis", "Sea/Atlantis"))
			.withMessage("'Sea/Atlantis' is not an IANA time zone.");
	}

}

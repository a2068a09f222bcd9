package ai.apixo.client.connector;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class KeepAliveTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			timeout=5           | 4000
			timeout=5, max=100  | 4000
			max=100,Timeout = 60| 59000
			timeout=1           | 500
			timeout=0           | 0
			timeout=999999999   | 999999998000
			""")
	@DisplayName("HTTP-12 a connection is given up a second before the gateway gives it up")
	void readsTimeouts(String header, long millis) {
		assertThat(KeepAlive.usableMillis(header)).isEqualTo(millis);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "max=100", "timeout", "timeout=", "timeout=-1", "timeout=x", "xtimeout=5",
			"timeout=12345678901234567890" })
	@DisplayName("HTTP-12 what says nothing about a time is ignored")
	void ignoresTheRest(String header) {
		assertThat(KeepAlive.usableMillis(header)).isEqualTo(Long.MAX_VALUE);
	}

	@Test
	@DisplayName("HTTP-12 no header says nothing")
	void ignoresAbsence() {
		assertThat(KeepAlive.usableMillis(null)).isEqualTo(Long.MAX_VALUE);
	}

}

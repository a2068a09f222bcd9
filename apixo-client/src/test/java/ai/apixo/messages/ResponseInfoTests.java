package ai.apixo.messages;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ResponseInfoTests {

	@Test
	void headersAreRead() {
		Map<String, String> headers = Map.of("request-id", "req_1", "anthropic-ratelimit-input-tokens-limit", "40000",
				"anthropic-ratelimit-input-tokens-remaining", "39000", "anthropic-ratelimit-input-tokens-reset",
				"2026-11-22T10:00:00Z");
		ResponseInfo info = ResponseInfo.of(headers::get);
		assertThat(info.requestId()).isEqualTo("req_1");
		assertThat(info.inputTokenRateLimit())
			.isEqualTo(new RateLimit(40000L, 39000L, Instant.parse("2026-11-22T10:00:00Z")));
		assertThat(info.requestRateLimit()).isNull();
	}

	@Test
	void headersThatCannotBeReadCountAsAbsent() {
		Map<String, String> headers = Map.of("anthropic-ratelimit-requests-limit", "many",
				"anthropic-ratelimit-requests-reset", "soon", "anthropic-ratelimit-tokens-limit",
				"99999999999999999999", "anthropic-ratelimit-tokens-remaining", " 7 ");
		ResponseInfo info = ResponseInfo.of(headers::get);
		assertThat(info.requestRateLimit()).isNull();
		assertThat(info.tokenRateLimit()).isEqualTo(new RateLimit(null, 7L, null));
	}

	@Test
	@DisplayName("FIELD-17 the request id is in x-request-id where request-id is missing")
	void requestIdHasTwoNames() {
		assertThat(ResponseInfo.of(Map.of("x-request-id", "req_2")::get).requestId()).isEqualTo("req_2");
		assertThat(ResponseInfo.of(Map.of("x-request-id", "req_2", "request-id", "req_1")::get).requestId())
			.isEqualTo("req_1");
		assertThat(ResponseInfo.of(Map.of("x-request-id", "req_2", "request-id", " ")::get).requestId())
			.isEqualTo("req_2");
	}

	@ParameterizedTest
	@CsvSource({ "1795341600,2026-11-22T10:00:00Z", " 1795341600 ,2026-11-22T10:00:00Z",
			"1795341600000,2026-11-22T10:00:00Z", "1795341600.25,2026-11-22T10:00:00Z",
			"2026-11-22T10:00:00Z,2026-11-22T10:00:00Z", "30,", "-1,", "soon," })
	@DisplayName("FIELD-17 a reset is an RFC 3339 instant or a number of seconds since the epoch")
	void resetsAreReadInBothForms(String reset, @Nullable Instant instant) {
		ResponseInfo info = ResponseInfo
			.of(Map.of("anthropic-ratelimit-tokens-reset", reset, "anthropic-ratelimit-tokens-limit", "1")::get);
		assertThat(info.tokenRateLimit()).isEqualTo(new RateLimit(1L, null, instant));
	}

	@Test
	@DisplayName("FIELD-17 any header can be read by its name")
	void anyHeaderCanBeRead() {
		ResponseInfo info = ResponseInfo.of(Map.of("cf-ray", "8f")::get);
		assertThat(info.header("CF-Ray")).isEqualTo("8f");
		assertThat(info.header("x-other")).isNull();
		assertThat(ResponseInfo.none().header("cf-ray")).isNull();
		ResponseInfo more = info.toBuilder().header("X-Other", "a").requestId("req_1").build();
		assertThat(more.header("x-other")).isEqualTo("a");
		assertThat(more.header("cf-ray")).isEqualTo("8f");
		assertThat(more).isEqualTo(ResponseInfo.builder().requestId("req_1").build()).doesNotHaveToString("8f");
	}

	@Test
	void noHeadersSayNothing() {
		assertThat(ResponseInfo.of((name) -> null)).isEqualTo(ResponseInfo.none());
	}

}

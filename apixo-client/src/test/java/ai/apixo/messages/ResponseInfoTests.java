package ai.apixo.messages;

import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;

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
	void noHeadersSayNothing() {
		assertThat(ResponseInfo.of((name) -> null)).isEqualTo(ResponseInfo.none());
	}

}

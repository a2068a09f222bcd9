package ai.apixo.client;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;

import ai.apixo.boot.autoconfigure.ApixoProperties;
import ai.apixo.boot.autoconfigure.ApixoRetryProperties;
import ai.apixo.client.lifecycle.BaseUrl;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The defaults of the builder are those of the properties.
 */
class DefaultsTests {

	private final ApixoProperties properties = new ApixoProperties();

	@Test
	@DisplayName("FIELD-16 without Spring Boot address and headers are those of the properties")
	void addressAndHeaders() {
		assertThat(this.properties.getBaseUrl()).isEqualTo(BaseUrl.DEFAULT.value().toString());
		HttpHeaders headers = new HttpHeaders();
		RequestHeaders.defaults().writeTo(headers, "key");
		assertThat(headers.headerNames()).containsExactlyInAnyOrder("x-api-key", "anthropic-version");
		assertThat(this.properties.getAnthropicVersion()).isEqualTo(headers.getFirst("anthropic-version"));
		assertThat(this.properties.getAuthentication()).isEqualTo(ApixoAuthentication.API_KEY);
		assertThat(this.properties.getAnthropicBeta()).isEmpty();
		assertThat(this.properties.getHeaders()).isEmpty();
	}

	@Test
	@DisplayName("FIELD-16 without Spring Boot limits are those of the properties")
	void limits() {
		TimeLimits limits = TimeLimits.defaults(new BuilderSettingNames());
		assertThat(this.properties.getHttp().getResponseTimeout()).isEqualTo(limits.response());
		assertThat(this.properties.getIdleTimeout()).isEqualTo(limits.idle());
		assertThat(this.properties.getTotalTimeout()).isEqualTo(limits.total());
		assertThat(this.properties.getHttp().getMaxMessageSize())
			.isEqualTo(DefaultApixoMessagesClientBuilder.DEFAULT_MAX_MESSAGE_SIZE);
	}

	@Test
	@DisplayName("FIELD-16 without Spring Boot retries are those of the properties")
	void retries() {
		ApixoRetryProperties retry = this.properties.getRetry();
		assertThat(retry.getMaxAttempts()).isEqualTo(DefaultResilience.MAX_ATTEMPTS);
		assertThat(retry.getInitialBackoff()).isEqualTo(ApixoRetryInterval.DEFAULT_INITIAL_BACKOFF);
		assertThat(retry.getMultiplier()).isEqualTo(ApixoRetryInterval.DEFAULT_MULTIPLIER);
		assertThat(retry.getMaxBackoff()).isEqualTo(ApixoRetryInterval.DEFAULT_MAX_BACKOFF);
		assertThat(retry.getJitter()).isEqualTo(ApixoRetryInterval.DEFAULT_JITTER);
		assertThat(retry.getMaxRetryAfter()).isEqualTo(ApixoRetryPredicate.DEFAULT_MAX_RETRY_AFTER);
		assertThat(retry.getStatuses()).isEqualTo(ApixoRetryPredicate.DEFAULT_STATUSES);
		assertThat(retry.isConnectionFailures()).isTrue();
	}

}

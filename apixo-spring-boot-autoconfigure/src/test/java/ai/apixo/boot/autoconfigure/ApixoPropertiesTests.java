package ai.apixo.boot.autoconfigure;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

import ai.apixo.boot.autoconfigure.ApixoHttpProperties.Protocol;
import ai.apixo.boot.health.ApixoHealthProbeMode;

import static org.assertj.core.api.Assertions.assertThat;

class ApixoPropertiesTests {

	@Test
	void defaultsOfAddressAndRequestsAreAsDocumented() {
		ApixoProperties properties = new ApixoProperties();
		assertThat(properties.isEnabled()).isTrue();
		assertThat(properties.getApiKey()).isNull();
		assertThat(properties.getBaseUrl()).isEqualTo("https://llm.apixo.ai");
		assertThat(properties.isAllowInsecureBaseUrl()).isFalse();
		assertThat(properties.getAnthropicVersion()).isEqualTo("2023-06-01");
		assertThat(properties.getAnthropicBeta()).isEmpty();
		assertThat(properties.getModel()).isNull();
		assertThat(properties.getMaxTokens()).isNull();
		assertThat(properties.getHeaders()).isEmpty();
	}

	@Test
	@DisplayName("FIELD-18 the gateway may be silent for five minutes, and the other limits are as documented")
	void defaultsOfConnectionsAndStreamsAreAsDocumented() {
		ApixoProperties properties = new ApixoProperties();
		ApixoHttpProperties http = properties.getHttp();
		assertThat(http.getConnectTimeout()).isEqualTo(Duration.ofSeconds(5));
		assertThat(http.getResponseTimeout()).isEqualTo(Duration.ofMinutes(10));
		assertThat(http.getSsl().getBundle()).isNull();
		assertThat(http.getMaxConnections()).isEqualTo(1000);
		assertThat(http.getProtocol()).isEqualTo(Protocol.HTTP1);
		assertThat(http.getMaxMessageSize()).isEqualTo(DataSize.ofMegabytes(16));
		assertThat(properties.getIdleTimeout()).isEqualTo(Duration.ofMinutes(5));
		assertThat(properties.getTotalTimeout()).isNull();
	}

	@Test
	void defaultsOfRetryAndHealthAreAsDocumented() {
		ApixoProperties properties = new ApixoProperties();
		ApixoRetryProperties retry = properties.getRetry();
		assertThat(retry.isEnabled()).isTrue();
		assertThat(retry.getMaxAttempts()).isEqualTo(4);
		assertThat(retry.getInitialBackoff()).isEqualTo(Duration.ofSeconds(1));
		assertThat(retry.getMultiplier()).isEqualTo(2);
		assertThat(retry.getMaxBackoff()).isEqualTo(Duration.ofSeconds(30));
		assertThat(retry.getJitter()).isEqualTo(0.25);
		assertThat(retry.getMaxRetryAfter()).isEqualTo(Duration.ofSeconds(60));
		assertThat(retry.getStatuses()).containsExactly(429, 502, 504);
		assertThat(retry.isConnectionFailures()).isTrue();
		assertThat(properties.getHealth().getProbe()).isEqualTo(ApixoHealthProbeMode.CREDENTIALS);
		assertThat(properties.getHealth().getTimeToLive()).isEqualTo(Duration.ofSeconds(60));
		assertThat(properties.getHealth().getTimeout()).isEqualTo(Duration.ofSeconds(5));
	}

	@Test
	void everyKeyIsBound() {
		ApixoProperties properties = bind(Map.ofEntries(Map.entry("apixo.anthropic-beta", "beta-1,beta-2"),
				Map.entry("apixo.headers.x-team", "blue, green"), Map.entry("apixo.max-tokens", "1024"),
				Map.entry("apixo.http.connect-timeout", "1s"), Map.entry("apixo.http.ssl.bundle", "gateway"),
				Map.entry("apixo.http.protocol", "http2"), Map.entry("apixo.http.max-message-size", "1MB"),
				Map.entry("apixo.total-timeout", "1h"), Map.entry("apixo.retry.statuses", "500,529"),
				Map.entry("apixo.health.probe", "connection")));
		assertThat(properties.getAnthropicBeta()).containsExactly("beta-1", "beta-2");
		assertThat(properties.getHeaders()).containsExactly(Map.entry("x-team", "blue, green"));
		assertThat(properties.getMaxTokens()).isEqualTo(1024);
		assertThat(properties.getHttp().getConnectTimeout()).isEqualTo(Duration.ofSeconds(1));
		assertThat(properties.getHttp().getSsl().getBundle()).isEqualTo("gateway");
		assertThat(properties.getHttp().getProtocol()).isEqualTo(Protocol.HTTP2);
		assertThat(properties.getHttp().getMaxMessageSize()).isEqualTo(DataSize.ofMegabytes(1));
		assertThat(properties.getTotalTimeout()).isEqualTo(Duration.ofHours(1));
		assertThat(properties.getHealth().getProbe()).isEqualTo(ApixoHealthProbeMode.CONNECTION);
	}

	@Test
	void statusesOfTheConfigurationReplaceTheDefault() {
		assertThat(bind(Map.of("apixo.retry.statuses", "500,529")).getRetry().getStatuses()).containsExactly(500, 529);
	}

	@Test
	@DisplayName("SEC-3: toString has no key")
	void toStringHasNoKey() {
		ApixoProperties properties = bind(Map.of("apixo.api-key", "sk-secret"));
		assertThat(properties.getApiKey()).isEqualTo("sk-secret");
		assertThat(properties.toString()).doesNotContain("sk-secret");
		assertThat(new PropertiesApixoConnectionDetails(properties, null).toString()).doesNotContain("sk-secret");
	}

	private static ApixoProperties bind(Map<String, String> values) {
		return new Binder(new MapConfigurationPropertySource(values)).bind("apixo", ApixoProperties.class).get();
	}

}

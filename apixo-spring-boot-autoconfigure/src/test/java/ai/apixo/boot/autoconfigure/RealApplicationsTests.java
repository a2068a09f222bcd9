package ai.apixo.boot.autoconfigure;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.cloud.client.loadbalancer.LoadBalanced;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

import ai.apixo.boot.TestReplies;
import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.test.MockApixoGateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * What real applications set, and what they have beside the client.
 */
class RealApplicationsTests {

	private final MockApixoGateway gateway = TestReplies.sending(TestReplies.HELLO);

	private final ApplicationContextRunner withoutKey = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(HttpClientAutoConfiguration.class, ReactiveHttpClientAutoConfiguration.class,
						WebClientAutoConfiguration.class, ApixoAutoConfiguration.class))
		.withPropertyValues("apixo.base-url=" + this.gateway.baseUrl());

	private final ApplicationContextRunner contextRunner = this.withoutKey
		.withPropertyValues("apixo.api-key=" + TestReplies.KEY);

	@AfterEach
	void closeGateway() {
		this.gateway.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\t" })
	@DisplayName("FIELD-10 a blank environment variable is as if unset, for every property, switches included")
	void blankEnvironmentVariablesAreUnset(String blank) {
		Map<String, Object> variables = new HashMap<>();
		for (String name : new String[] { "ENABLED", "BASE_URL", "BASEURL", "AUTHENTICATION", "ALLOWINSECUREBASEURL",
				"ANTHROPICVERSION", "ANTHROPICBETA", "MODEL", "MAXTOKENS", "IDLETIMEOUT", "TOTALTIMEOUT",
				"HEADERS_TEAM", "HTTP_CONNECTTIMEOUT", "HTTP_RESPONSETIMEOUT", "HTTP_MAXCONNECTIONS", "HTTP_PROTOCOL",
				"HTTP_MAXMESSAGESIZE", "HTTP_SSL_BUNDLE", "RETRY_ENABLED", "RETRY_MAXATTEMPTS", "RETRY_MULTIPLIER",
				"RETRY_JITTER", "RETRY_STATUSES", "RETRY_CONNECTIONFAILURES", "HEALTH_PROBE", "HEALTH_TIMETOLIVE",
				"OBSERVATION_MAXMODELS", "STREAM_IDLETIMEOUT" }) {
			variables.put("APIXO_" + name, blank);
		}
		variables.put("apixo.max-tokens", blank);
		variables.put("apixo.retry.max-attempts", blank);
		variables.put("APIXO_API_KEY", TestReplies.KEY);
		try (ConfigurableApplicationContext context = application(variables).run()) {
			ApixoProperties properties = context.getBean(ApixoProperties.class);
			assertThat(context.getBeansOfType(ApixoMessagesClient.class)).hasSize(1);
			assertThat(properties.getModel()).isEqualTo("from-the-file");
			assertThat(properties.getRetry().getStatuses()).containsExactly(429, 502, 504);
			assertThat(properties.getHttp().getConnectTimeout()).isEqualTo(Duration.ofSeconds(5));
			assertThat(properties.getHeaders()).isEmpty();
			assertThat(properties.getRetry().getMaxAttempts()).isEqualTo(4);
		}
	}

	private static SpringApplicationBuilder application(Map<String, Object> variables) {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties("apixo.model=from-the-file")
			.environment(new StandardEnvironment() {

				@Override
				protected void customizePropertySources(MutablePropertySources sources) {
					sources.addLast(
							new SystemEnvironmentPropertySource(SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
				}

			});
	}

	@Test
	@DisplayName("FIELD-11 an application with a client of its own needs no key")
	void ownClientNeedsNoKey() {
		this.withoutKey.withBean(ApixoMessagesClient.class, () -> mock(ApixoMessagesClient.class))
			.run((context) -> assertThat(context).hasSingleBean(ApixoMessagesClient.class));
	}

	@Test
	@DisplayName("FIELD-11 a client of its own key needs no other")
	void ownKeyNeedsNoOther() {
		this.withoutKey.withUserConfiguration(OwnKey.class).run((context) -> {
			call(context.getBean(ApixoMessagesClient.class));
			assertThat(this.gateway.requests().get(0).headers().getOrEmpty("x-api-key")).containsExactly("own-key");
		});
	}

	@Test
	@DisplayName("FIELD-11 of two builders the primary one is taken")
	void primaryBuilderIsTaken() {
		this.contextRunner.withUserConfiguration(PrimaryBuilder.class).run((context) -> {
			call(context.getBean(ApixoMessagesClient.class));
			assertThat(this.gateway.requests().get(0).headers().getOrEmpty("x-builder")).containsExactly("primary");
		});
	}

	@Test
	@DisplayName("FIELD-11 of two builders that are alike none is taken, but the customizers take part")
	void noneOfTwoBuildersIsTaken() {
		this.contextRunner.withUserConfiguration(TwoBuilders.class).run((context) -> {
			call(context.getBean(ApixoMessagesClient.class));
			assertThat(this.gateway.requests().get(0).headers().getOrEmpty("x-builder")).containsExactly("customizer");
		});
	}

	@Test
	@DisplayName("FIELD-11 a load-balanced builder is not taken, even if it is the only one")
	void loadBalancedBuilderIsNotTaken() {
		this.contextRunner.withUserConfiguration(LoadBalancedBuilder.class).run((context) -> {
			call(context.getBean(ApixoMessagesClient.class));
			assertThat(this.gateway.requests().get(0).headers().getOrEmpty("x-builder")).isEmpty();
		});
	}

	@Test
	@DisplayName("FIELD-12 the key is sent as a bearer token if the property says so")
	void keyIsSentAsABearerToken() {
		this.contextRunner.withPropertyValues("apixo.authentication=bearer").run((context) -> {
			call(context.getBean(ApixoMessagesClient.class));
			assertThat(this.gateway.requests().get(0).headers().getOrEmpty("authorization"))
				.containsExactly("Bearer " + TestReplies.KEY);
			assertThat(this.gateway.requests().get(0).headers().getOrEmpty("x-api-key")).isEmpty();
		});
	}

	@Test
	@DisplayName("FIELD-13 durations of centuries are no limit")
	void durationsOfCenturiesAreNoLimit() {
		String centuries = "=300000000d";
		this.contextRunner
			.withPropertyValues("apixo.idle-timeout" + centuries, "apixo.total-timeout" + centuries,
					"apixo.http.connect-timeout" + centuries, "apixo.http.response-timeout" + centuries,
					"apixo.health.time-to-live" + centuries, "apixo.health.timeout" + centuries,
					"apixo.retry.initial-backoff" + centuries, "apixo.retry.max-backoff" + centuries,
					"apixo.retry.max-retry-after" + centuries)
			.run((context) -> {
				call(context.getBean(ApixoMessagesClient.class));
				assertThat(this.gateway.requests()).hasSize(1);
			});
	}

	@Test
	void keyOfConnectionDetailsMayComeLate() {
		this.contextRunner.withBean(ApixoConnectionDetails.class, () -> new Vault(this.gateway.baseUrl()))
			.run((context) -> {
				call(context.getBean(ApixoMessagesClient.class));
				assertThat(this.gateway.requests().get(0).headers().getOrEmpty("x-api-key"))
					.containsExactly("from-the-vault");
			});
	}

	private static void call(ApixoMessagesClient client) {
		client.streamMessage(TestReplies.request()).block(Duration.ofSeconds(30));
	}

	private record Vault(String url) implements ApixoConnectionDetails {

		@Override
		public String getBaseUrl() {
			return this.url;
		}

		@Override
		public String getApiKey() {
			throw new UnsupportedOperationException();
		}

		@Override
		public Mono<String> fetchApiKey() {
			return Mono.just("from-the-vault").delayElement(Duration.ofMillis(1));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(ApixoAutoConfiguration.class)
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnKey {

		@Bean
		ApixoMessagesClient client(ApixoMessagesClient.Builder builder) {
			return builder.apiKey("own-key").build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PrimaryBuilder {

		@Bean
		@Primary
		WebClient.Builder primary() {
			return WebClient.builder().defaultHeader("x-builder", "primary");
		}

		@Bean
		WebClient.Builder other() {
			return WebClient.builder().defaultHeader("x-builder", "other");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoBuilders {

		@Bean
		WebClient.Builder one() {
			return WebClient.builder().defaultHeader("x-builder", "one");
		}

		@Bean
		WebClient.Builder two() {
			return WebClient.builder().defaultHeader("x-builder", "two");
		}

		@Bean
		WebClientCustomizer customizer() {
			return (builder) -> builder.defaultHeader("x-builder", "customizer");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LoadBalancedBuilder {

		@Bean
		@LoadBalanced
		WebClient.Builder balanced() {
			return WebClient.builder().defaultHeader("x-builder", "balanced");
		}

	}

}
